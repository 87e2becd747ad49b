package org.touchmark.scanner.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.Basis;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.Gap;
import org.touchmark.domain.answer.LedgerView;
import org.touchmark.domain.answer.Reason;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Suspension;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.picture.FoundCode;

/** Answers for people: the verdict first, then why, what is open, and where the thing has been. */
public final class AnswerPrinter {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /** How instants are written. */
    static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int MAX_FOREIGN_CHARACTERS = 80;

    private final Console console;
    private final Clock clock;

    public AnswerPrinter(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    /** Prints what came of a picture. */
    public void print(PictureAnswer picture) {
        picture.trouble().ifPresent(trouble -> {
            verdict(Tone.CAUTION, Mark.UNKNOWN, "NOTHING TO JUDGE");
            console.paragraph("  ", trouble);
        });
        int number = 0;
        for (CodeAnswer answer : picture.codes()) {
            number++;
            FoundCode code = answer.code();
            String which = picture.codes().size() == 1
                    ? ""
                    : ", code %d of %d (at %d, %d)"
                            .formatted(number, picture.codes().size(), code.x(), code.y());
            console.line(console.paint(Tone.FAINT, Console.safe(picture.file() + which)));
            print(answer);
        }
    }

    /** Prints what came of a code that was given as a text. */
    public void printTyped(CodeAnswer answer) {
        console.line(
                console.paint(Tone.FAINT, Console.safe(shortened(answer.code().text()))));
        print(answer);
    }

    private void print(CodeAnswer answer) {
        print(answer.code(), answer.outcome());
        answer.repairs().stream()
                .sorted()
                .forEach(repair -> console.paragraph("  " + console.sign(Mark.POINT) + " ", repair.text()));
        console.line("");
    }

    private void print(FoundCode code, Outcome outcome) {
        if (outcome instanceof Outcome.Judged judged) {
            printAnswer(judged.answer());
        } else if (outcome instanceof Outcome.NotAUnit other) {
            printAnswer(other.answer());
        } else if (outcome instanceof Outcome.Malformed malformed) {
            printAnswer(malformed.answer());
            console.paragraph("  The code says: ", code.text());
        } else if (outcome instanceof Outcome.Foreign) {
            verdict(Tone.CAUTION, Mark.UNKNOWN, "NOT A TOUCHMARK LABEL");
            console.paragraph("  The code says: ", shortened(code.text()));
        } else if (outcome instanceof Outcome.Unanswered unanswered) {
            notChecked(unanswered.link(), unanswered.why());
        } else if (outcome instanceof Outcome.Failed failed) {
            notChecked(failed.link(), failed.why());
        }
    }

    private void notChecked(DigitalLink link, String why) {
        verdict(Tone.CAUTION, Mark.UNKNOWN, "NOT CHECKED");
        console.paragraph("  ", why);
        unit(link);
        console.line("  This is what the label says of itself; anyone can print that.");
    }

    private void verdict(Tone tone, Mark mark, String text) {
        console.line(console.paint(tone, console.sign(mark) + " " + text));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_FOREIGN_CHARACTERS ? text : text.substring(0, MAX_FOREIGN_CHARACTERS) + "...";
    }

    private void printAnswer(Answer answer) {
        headline(answer.verdict());
        answer.evidence().ifPresent(this::unit);
        section("Why", answer.verdict().reasons().isEmpty());
        answer.verdict().reasons().forEach(this::reason);
        answer.evidence().ifPresent(evidence -> trail(evidence, answer.verdict()));
        gaps(answer.notEstablished());
        answer.evidence().map(Evidence::ledger).ifPresent(this::ledger);
    }

    private void headline(Verdict verdict) {
        String text = verdict.headline().toUpperCase(Locale.ROOT);
        if (verdict instanceof Verdict.Genuine) {
            verdict(Tone.GOOD, Mark.YES, text);
        } else if (verdict instanceof Verdict.GenuineBut) {
            verdict(Tone.CAUTION, Mark.CAUTION, text);
        } else if (verdict instanceof Verdict.MalformedCode || verdict instanceof Verdict.NotAUnit) {
            verdict(Tone.CAUTION, Mark.UNKNOWN, text);
        } else {
            verdict(Tone.BAD, Mark.NO, text);
        }
    }

    private void unit(Evidence evidence) {
        String expiry = evidence.unit()
                .expiry()
                .map(day -> "  good until " + day(new Gs1Date(day)))
                .orElse("");
        String lot =
                evidence.unit().lot().map(value -> "  lot " + value.value()).orElse("");
        console.line("  GTIN %s%s  serial %s%s"
                .formatted(
                        evidence.unit().gtin().digits(),
                        lot,
                        evidence.unit().serial().value(),
                        expiry));
        evidence.brand().ifPresent(this::brand);
    }

    /** What a brand is called, and whether it may write still, no signature says. */
    private void brand(Admission brand) {
        String suspended = brand.suspension()
                .map(Suspension::since)
                .map(since -> ", suspended since " + MINUTE.format(since))
                .orElse("");
        console.paragraph(
                "  brand ",
                "%s%s, as the gateway says (GLN %s)"
                        .formatted(
                                brand.party().name(), suspended, brand.party().gln()));
    }

    private static String day(Gs1Date date) {
        return DAY.format(date.resolve(Year.now(ZoneOffset.UTC)));
    }

    private void unit(DigitalLink link) {
        String lot = link.lot() == null ? "" : "  lot " + link.lot().value();
        String expiry = link.expiry() == null ? "" : "  good until " + day(link.expiry());
        console.line("  GTIN %s%s  serial %s%s"
                .formatted(link.gtin().digits(), lot, link.serial().value(), expiry));
    }

    private void section(String title, boolean empty) {
        if (!empty) {
            console.line("  " + console.paint(Tone.STRONG, title));
        }
    }

    private void reason(Reason reason) {
        console.paragraph("    " + console.sign(Mark.POINT) + " ", reason.text() + " [" + basis(reason.basis()) + "]");
    }

    private void trail(Evidence evidence, Verdict verdict) {
        boolean genuine = verdict instanceof Verdict.Genuine || verdict instanceof Verdict.GenuineBut;
        TrailPrinter printer = new TrailPrinter(console, evidence);
        evidence.custody().ifPresent(custody -> {
            section(genuine ? TrailPrinter.TITLE : TrailPrinter.TITLE_OF_ANOTHER, false);
            if (genuine) {
                printer.printAll(custody);
            } else {
                printer.printHandOffs(custody);
            }
        });
    }

    private static String basis(Basis basis) {
        return switch (basis) {
            case PROVED -> "proved";
            case GATEWAY_SAYS -> "the gateway says";
            case LABEL -> "the label itself";
        };
    }

    private void gaps(List<Gap> gaps) {
        section("Not established", gaps.isEmpty());
        gaps.forEach(gap -> console.paragraph("    " + console.sign(Mark.UNKNOWN) + " ", gap.text()));
    }

    private void ledger(LedgerView ledger) {
        long seconds =
                Math.max(0, Duration.between(ledger.asOf(), clock.instant()).toSeconds());
        String operators = ledger.operators() == 1
                ? console.paint(Tone.CAUTION, "one operator")
                : ledger.operators() + " operators";
        console.line("  Ledger %s (%s, %s), %d blocks, seen %s ago"
                .formatted(
                        Console.safe(ledger.channel()),
                        Console.safe(ledger.kind()),
                        operators,
                        ledger.height(),
                        seconds < 120 ? seconds + " s" : seconds / 60 + " min"));
    }
}
