package org.touchmark.scanner.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.Timeouts;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.picture.CodeFinder;
import org.touchmark.scanner.picture.PictureLimits;
import org.touchmark.scanner.scan.AnswerJson;
import org.touchmark.scanner.scan.AnswerPrinter;
import org.touchmark.scanner.scan.Authority;
import org.touchmark.scanner.scan.CheckedGateway;
import org.touchmark.scanner.scan.CodeAnswer;
import org.touchmark.scanner.scan.Outcome;
import org.touchmark.scanner.scan.PictureAnswer;
import org.touchmark.scanner.scan.RootsFile;
import org.touchmark.scanner.scan.Scanner;
import org.touchmark.scanner.scan.Unforeseen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells of pictures of labels whether the things are genuine. */
@Command(
        name = "scan",
        header = "Tells whether the things whose labels are in these pictures are genuine.",
        description = {
            "",
            "Finds every QR code in each picture (PNG or JPEG, any rotation, up to 64 MB, 50 megapixels and 65,535"
                    + " pixels a side), asks the gateway about it, and checks what comes back: the label's signature, the"
                    + " brand's signature over the batch, the proof that the unit is in it, both signatures of every"
                    + " hand-off, all from the root certificates in --roots. A reason marked [proved] rests on that; [the"
                    + " gateway says] is its word. The label's own host is never asked: whoever printed the label chose"
                    + " it.",
            "",
            "What the verdicts mean:",
            "  GENUINE          the brand signed for this very unit",
            "  GENUINE, BUT     it did, and there is something to know, such as an expiry",
            "  FORGED LABEL     the brand did not make this label",
            "  NOT REGISTERED   no sealed batch has this unit",
            "  SUSPECT          the evidence contradicts itself, or the gateway",
            "  NOT A VALID CODE the code breaks the rules, at the character named",
            "  NOT CHECKED      nobody could be asked",
            "A code that names a product, a pallet, a location or another thing is answered as what it is."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark scan photo.jpg",
            "  touchmark scan --gateway https://touchmark.example.org --roots roots.json shelf1.jpg shelf2.jpg",
            "  touchmark scan --code 'https://id.example/01/09506000134352/21/A'",
            "  touchmark scan --json photo.jpg | jq -r '.pictures[].codes[].answer.verdict'"
        })
final class ScanCommand implements Callable<Integer> {

    private final Console console;
    private final Map<String, String> environment;
    private final Clock clock;

    @Parameters(arity = "0..*", paramLabel = "PHOTO", description = "Pictures to look at.")
    private List<Path> photos = List.of();

    @Option(
            names = "--code",
            paramLabel = "TEXT",
            description =
                    "What a hand scanner read off a code, as it came: a link, or GS1 element strings; repeatable.")
    private List<String> codes = new ArrayList<>();

    @Mixin
    private final GatewayOption gateway = new GatewayOption();

    @Option(
            names = "--roots",
            paramLabel = "FILE",
            description = "The organisations' root certificates, from someone you trust. Default:"
                    + " .touchmark/network/roots.json, which network/up writes.")
    private @Nullable Path roots;

    @Option(names = "--json", description = "One JSON document for programs instead of text for people.")
    private boolean json;

    @Option(
            names = "--offline",
            description =
                    "Ask nobody: find codes and check their form only. Proves nothing, so that a well-formed label"
                            + " ends as NOT CHECKED (13).")
    private boolean offline;

    ScanCommand(Console console, Map<String, String> environment, Clock clock) {
        this.console = console;
        this.clock = clock;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (photos.isEmpty() && codes.isEmpty()) {
            throw new IllegalArgumentException("name a picture, or a code's text with --code");
        }
        Scanner scanner = new Scanner(CodeFinder.within(PictureLimits.STANDARD), authority());
        AnswerPrinter printer = new AnswerPrinter(console, clock);
        ExitCode worst = ExitCode.GENUINE;
        List<PictureAnswer> answers = new ArrayList<>();
        for (Path photo : photos) {
            PictureAnswer answer = scanner.scan(photo);
            worst = worst.worse(answer.exitCode());
            if (json) {
                answers.add(answer);
            } else {
                worst = worst.worse(print(printer, answer));
            }
        }
        List<CodeAnswer> typed = codes.stream().map(scanner::read).toList();
        for (CodeAnswer answer : typed) {
            worst = worst.worse(answer.outcome().exitCode());
        }
        if (json) {
            console.line(AnswerJson.of(answers, typed, scanner.authority(), worst));
        } else {
            typed.forEach(printer::printTyped);
        }
        return worst.number();
    }

    /** An answer that can't be shown hides none of those behind it. */
    private ExitCode print(AnswerPrinter printer, PictureAnswer answer) {
        try {
            printer.print(answer);
            return answer.exitCode();
        } catch (RuntimeException e) {
            console.line(console.sign(Mark.NO) + " " + Console.safe(answer.file() + ": " + Unforeseen.words(e)));
            return ExitCode.UNEXPECTED;
        }
    }

    /** Roots are read when the first label is found: what is no label needs none to be called so. */
    private Authority authority() {
        return offline ? Authority.nobody() : new FirstUse();
    }

    private final class FirstUse implements Authority {
        private @Nullable Authority gateway;

        @Override
        public String name() {
            return ScanCommand.this.gateway.address().toString();
        }

        @Override
        public Outcome ask(DigitalLink link) {
            if (gateway == null) {
                gateway = checkedGateway();
            }
            return gateway.ask(link);
        }
    }

    private CheckedGateway checkedGateway() {
        Path file = roots == null ? ProjectPlaces.of(environment).roots() : roots;
        Verifier verifier = Verifier.of(RootsFile.read(file), new BouncyCastleProvider());
        return new CheckedGateway(GatewayClient.anonymous(gateway.address(), Timeouts.STANDARD), verifier, clock);
    }
}
