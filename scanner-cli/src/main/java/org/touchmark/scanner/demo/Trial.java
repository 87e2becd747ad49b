package org.touchmark.scanner.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.scanner.client.GatewayAddress;
import org.touchmark.scanner.party.LabelledUnit;
import org.touchmark.scanner.scan.AnswerPrinter;
import org.touchmark.scanner.scan.PictureAnswer;
import org.touchmark.scanner.scan.Scanner;

/** Three labels before a shopper: a genuine one, and two that a counterfeiter made of it. */
final class Trial {

    static final String GENUINE = "genuine.png";

    private final Teller teller;
    private final Path labels;
    private final Scanner scanner;
    private final AnswerPrinter printer;
    private String path = "/";

    Trial(Teller teller, Places places, Scanner scanner, AnswerPrinter printer) {
        this.teller = teller;
        this.labels = places.labels();
        this.scanner = scanner;
        this.printer = printer;
    }

    /** Scans the three and says whether each answer is the right one. */
    boolean hold(LabelledUnit unit) throws IOException {
        teller.begin("A shopper scans: what is genuine, and what is not");
        DigitalLink genuine = parse(unit.link());
        path = genuine.uri().substring(genuine.origin().toString().length());
        Path changed = labels.resolve("changed-serial.png");
        Path strangers = labels.resolve("strangers-key.png");
        Specimens.draw(Specimens.withChangedSerial(genuine), changed);
        Specimens.draw(Specimens.signedByStranger(genuine), strangers);
        // Whoever went on with the story may have reported the watch sold, or recalled: it is genuine all the same.
        boolean first = scan("A genuine label", labels.resolve(GENUINE), Trial::isGenuine);
        boolean second = scan("The same label with its serial changed", changed, Verdict.ForgedLabel.class::isInstance);
        boolean third =
                scan("The same label, signed by a stranger's key", strangers, Verdict.ForgedLabel.class::isInstance);
        return first && second && third;
    }

    private static DigitalLink parse(String link) throws StoryException {
        try {
            return DigitalLink.parse(link);
        } catch (MalformedCodeException e) {
            throw new StoryException("the gateway's own label is malformed: " + link, e);
        }
    }

    private static boolean isGenuine(Verdict verdict) {
        return verdict instanceof Verdict.Genuine || verdict instanceof Verdict.GenuineBut;
    }

    private boolean scan(String what, Path picture, Predicate<Verdict> expected) {
        teller.say(what + ":");
        teller.show("scanner-cli/touchmark scan '" + Places.shown(picture) + "'");
        PictureAnswer answer = scanner.scan(Path.of(Places.shown(picture)));
        printer.print(answer);
        List<Verdict> verdicts = answer.codes().stream()
                .flatMap(code -> code.outcome().found().stream())
                .map(found -> found.verdict())
                .toList();
        return verdicts.size() == 1 && expected.test(verdicts.get(0));
    }

    /** The address of the genuine label's page at a gateway. */
    String page(GatewayAddress gateway) {
        return gateway + path;
    }
}
