package org.touchmark.scanner.scan;

import java.time.Instant;
import java.util.List;
import org.touchmark.domain.answer.Containment;
import org.touchmark.domain.answer.CustodyView;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Mark;

/**
 * What happened to a unit, for people: hand-offs and reports as the ledger has them one after the other, whatever their clocks
 * said. Names stand there on the gateway's word.
 */
final class TrailPrinter {

    static final String TITLE = "What happened to it";

    /** A label that is not genuine says nothing of the thing that it is on: the trail is another thing's. */
    static final String TITLE_OF_ANOTHER = "Where the genuine unit of this serial has been";

    private static final String INDENT = "    ";

    private final Console console;
    private final Evidence evidence;

    TrailPrinter(Console console, Evidence evidence) {
        this.console = console;
        this.evidence = evidence;
    }

    /** Prints hand-offs and reports, and who has the unit now. */
    void printAll(CustodyView custody) {
        print(evidence.trail().told(), custody);
    }

    /** Prints hand-offs, and who has the unit now. */
    void printHandOffs(CustodyView custody) {
        print(List.copyOf(evidence.trail().steps()), custody);
    }

    private void print(List<TrailEvent> events, CustodyView custody) {
        Trail trail = evidence.trail();
        if (trail.earlier() > 0) {
            boolean one = trail.earlier() == 1;
            console.paragraph(
                    INDENT,
                    "%,d hand-off%s before these %s not shown"
                            .formatted(trail.earlier(), one ? "" : "s", one ? "is" : "are"));
        }
        for (TrailEvent event : events) {
            if (event instanceof TrailEvent.Step step) {
                print(step);
            } else if (event instanceof TrailEvent.Report report) {
                print(report.report());
            }
        }
        String holder = custody.inTransit() ? "on its way, last held by " : held(trail);
        console.paragraph(INDENT, holder + party(custody.custodian()));
    }

    private static String held(Trail trail) {
        return switch (trail.life()) {
            case ACTIVE, EXPORTED, SAMPLE -> "now with ";
            case SOLD -> "sold; last with ";
            case DECOMMISSIONED -> "taken out of the market; last with ";
            case DESTROYED -> "destroyed; last with ";
        };
    }

    private void print(TrailEvent.Step step) {
        HandOff handOff = step.handOff();
        print(
                handOff.acceptedAt().orElse(handOff.offer().offeredAt()),
                "%s %s %s%s%s"
                        .formatted(
                                evidence.nameOf(handOff.offer().from()),
                                console.sign(Mark.ARROW),
                                evidence.nameOf(handOff.offer().to()),
                                inside(step.containers()),
                                ending(handOff.state())));
    }

    private void print(Reported report) {
        print(
                report.mark().signature().at(),
                report.mark().status().wire() + ", says " + party(report.mark().by()) + " of "
                        + scope(report.subject()));
    }

    private void print(Instant at, String what) {
        console.paragraph(INDENT + AnswerPrinter.MINUTE.format(at) + "  ", what);
    }

    private String party(Gln gln) {
        return evidence.present(gln)
                .map(Admission::party)
                .map(Party::name)
                .map(name -> name + " (GLN " + gln + ")")
                .orElse("GLN " + gln);
    }

    private static String inside(List<Sscc> containers) {
        return containers.isEmpty() ? "" : ", " + Containment.words(containers);
    }

    private static String scope(Subject subject) {
        return switch (subject.kind()) {
            case UNIT -> "this very unit";
            case CONTAINER -> subject + ", which it was in";
            case BATCH -> "its whole batch";
        };
    }

    private static String ending(HandOffState state) {
        return switch (state) {
            case ACCEPTED -> "";
            case OFFERED -> " (offered, not yet accepted)";
            case ACCEPTED_IN_PART, REFUSED, CANCELLED, LAPSED -> " (" + state.wire() + ")";
        };
    }
}
