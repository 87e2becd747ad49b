package org.touchmark.scanner.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.Basis;
import org.touchmark.domain.answer.CustodyView;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.Gap;
import org.touchmark.domain.answer.LedgerView;
import org.touchmark.domain.answer.Reason;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.picture.FoundCode;

/** Answers for people: the verdict first, then why, what is open, and where the thing has been. */
public final class AnswerPrinter {

    private static final DateTimeFormatter MINUTE =
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
            print(code, answer.outcome());
            console.line("");
        }
    }

    private void print(FoundCode code, Outcome outcome) {
        if (outcome instanceof Outcome.Judged judged) {
            printAnswer(judged.answer());
        } else if (outcome instanceof Outcome.Malformed malformed) {
            printAnswer(malformed.answer());
            console.paragraph("  The code says: ", code.text());
        } else if (outcome instanceof Outcome.Foreign) {
            verdict(Tone.CAUTION, Mark.UNKNOWN, "NOT A TOUCHMARK LABEL");
            console.paragraph("  The code says: ", shortened(code.text()));
        } else if (outcome instanceof Outcome.Unanswered unanswered) {
            verdict(Tone.CAUTION, Mark.UNKNOWN, "NOT CHECKED");
            console.paragraph("  ", unanswered.why());
            unit(unanswered.link());
            console.line("  This is what the label says of itself; anyone can print that.");
        }
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
        answer.evidence().filter(evidence -> isGenuine(answer.verdict())).ifPresent(this::reports);
        answer.evidence().flatMap(Evidence::custody).ifPresent(custody -> {
            section(whereabouts(answer.verdict()), false);
            custody(custody);
        });
        gaps(answer.notEstablished());
        answer.evidence().map(Evidence::ledger).ifPresent(this::ledger);
    }

    private void headline(Verdict verdict) {
        String text = verdict.headline().toUpperCase(Locale.ROOT);
        if (verdict instanceof Verdict.Genuine) {
            verdict(Tone.GOOD, Mark.YES, text);
        } else if (verdict instanceof Verdict.GenuineBut) {
            verdict(Tone.CAUTION, Mark.CAUTION, text);
        } else if (verdict instanceof Verdict.MalformedCode) {
            verdict(Tone.CAUTION, Mark.UNKNOWN, text);
        } else {
            verdict(Tone.BAD, Mark.NO, text);
        }
    }

    private void unit(Evidence evidence) {
        String expiry = evidence.unit().expiry().map(day -> "  expiry " + day).orElse("");
        String lot =
                evidence.unit().lot().map(value -> "  lot " + value.value()).orElse("");
        console.line("  GTIN %s%s  serial %s%s"
                .formatted(
                        evidence.unit().gtin().digits(),
                        lot,
                        evidence.unit().serial().value(),
                        expiry));
        evidence.brand()
                .ifPresent(brand -> console.line("  brand %s (GLN %s)"
                        .formatted(Console.safe(brand.name()), brand.gln().digits())));
    }

    private void unit(DigitalLink link) {
        String lot = link.lot() == null ? "" : "  lot " + link.lot().value();
        String expiry = link.expiry() == null ? "" : "  expiry " + link.expiry().yymmdd();
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

    /** A label that is not genuine says nothing of the thing that it is on: the trail is another thing's. */
    private static String whereabouts(Verdict verdict) {
        return isGenuine(verdict) ? "Where it has been" : "Where the genuine unit of this serial has been";
    }

    private static boolean isGenuine(Verdict verdict) {
        return verdict instanceof Verdict.Genuine || verdict instanceof Verdict.GenuineBut;
    }

    private void reports(Evidence evidence) {
        section("What is reported of it", evidence.reports().isEmpty());
        for (Reported report : evidence.reports()) {
            Gln by = report.mark().by();
            String reporter =
                    evidence.nameOf(by).map(name -> name + " (GLN " + by + ")").orElse("GLN " + by);
            String scope = report.subject() instanceof Subject.OfUnit
                    ? "this very unit"
                    : report.subject().toString();
            console.paragraph(
                    "    " + MINUTE.format(report.mark().signature().at()) + "  ",
                    report.mark().status().wire() + ", says " + reporter + " of " + scope);
        }
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

    private void custody(CustodyView custody) {
        for (CustodyView.Step step : custody.trail()) {
            Optional<Instant> accepted = step.handOff().acceptedAt();
            String when = accepted.map(MINUTE::format)
                    .orElseGet(() -> MINUTE.format(step.handOff().offer().offeredAt()));
            console.paragraph(
                    "    " + when + "  ",
                    "%s %s %s%s%s"
                            .formatted(
                                    step.fromName(),
                                    console.sign(Mark.ARROW),
                                    step.toName(),
                                    step.containers().isEmpty() ? "" : ", " + step.inside(),
                                    ending(step.handOff().state())));
        }
        String holder = custody.inTransit() ? "on its way, last held by " : "now with ";
        console.paragraph(
                "    ",
                holder + custody.custodianName() + " (GLN "
                        + custody.custodian().digits() + ")");
    }

    private static String ending(HandOffState state) {
        return switch (state) {
            case ACCEPTED -> "";
            case OFFERED -> " (offered, not yet accepted)";
            case ACCEPTED_IN_PART, REFUSED, CANCELLED, LAPSED -> " (" + state.wire() + ")";
        };
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
