package org.touchmark.gateway.page;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.touchmark.domain.answer.Containment;
import org.touchmark.domain.answer.CustodyView;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.gateway.markup.Markup;

/** What happened to a unit, in the ledger's order: whose hands it went through, and what was reported of it by whom. */
final class TrailSection {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Markup page;
    private final Evidence evidence;

    private TrailSection(Markup page, Evidence evidence) {
        this.page = page;
        this.evidence = evidence;
    }

    /** Writes the section with all that happened. */
    static void write(Markup page, Evidence evidence) {
        write(page, evidence, evidence.trail().told());
    }

    /** Writes the section with the hand-offs alone. */
    static void writeHandOffs(Markup page, Evidence evidence) {
        write(page, evidence, List.copyOf(evidence.trail().steps()));
    }

    private static void write(Markup page, Evidence evidence, List<? extends TrailEvent> events) {
        evidence.custody().ifPresent(custody -> new TrailSection(page, evidence).write(custody, events));
    }

    private void write(CustodyView custody, List<? extends TrailEvent> events) {
        page.open("section", "aria-labelledby", "trail");
        page.element("h2", "What happened to it", "id", "trail");
        page.element("p", holder(custody, evidence.trail()));
        if (evidence.trail().earlier() > 0) {
            page.element("p", evidence.trail().earlier() + " hand-offs before these are not shown.");
        }
        if (!events.isEmpty()) {
            page.open("ol", "class", "trail");
            events.forEach(this::write);
            page.close("ol");
            page.element(
                    "p",
                    "Signatures name companies by their GLN; their names are this gateway's word.",
                    "class",
                    "hint");
        }
        page.close("section");
    }

    private void write(TrailEvent event) {
        page.open("li");
        if (event instanceof TrailEvent.Step step) {
            step(step);
        } else if (event instanceof TrailEvent.Report report) {
            report(report.report());
        }
        page.close("li");
    }

    private void step(TrailEvent.Step step) {
        HandOff handOff = step.handOff();
        String from = evidence.nameOf(handOff.offer().from());
        String to = evidence.nameOf(handOff.offer().to());
        page.element("span", from + " to " + to);
        if (!step.containers().isEmpty()) {
            when("Travelled " + Containment.words(step.containers()));
        }
        when("Offered " + TIME.format(handOff.offer().offeredAt()) + ", signed by " + from);
        when(ending(handOff, from, to));
    }

    private void report(Reported report) {
        page.element("strong", word(report.mark().status()));
        when("By " + named(report.mark().by()));
        when(TIME.format(report.mark().signature().at()) + ", of " + scope(report.subject()));
    }

    private void when(String text) {
        page.element("span", text, "class", "when");
    }

    private String holder(CustodyView custody, Trail trail) {
        String name = evidence.nameOf(custody.custodian());
        if (custody.inTransit()) {
            return "On its way from " + name + ".";
        }
        return switch (trail.life()) {
            case SOLD -> "Sold; last with " + name + ".";
            case DECOMMISSIONED -> "Taken out of the market; last with " + name + ".";
            case DESTROYED -> "Destroyed; last with " + name + ".";
            case ACTIVE, EXPORTED, SAMPLE -> place(name, trail);
        };
    }

    private static String place(String name, Trail trail) {
        boolean moved = trail.earlier() > 0
                || trail.steps().stream()
                        .anyMatch(step -> step.handOff().state().isAccepted());
        return moved ? "With " + name + "." : "With its maker, " + name + ".";
    }

    private static String ending(HandOff handOff, String from, String to) {
        String at = handOff.ending()
                .map(end ->
                        TIME.format(end.signature().map(ClaimantSignature::at).orElse(end.at())))
                .orElse("");
        return switch (handOff.state()) {
            case ACCEPTED -> "Accepted " + at + ", signed by " + to;
            case ACCEPTED_IN_PART -> "Accepted in part " + at + ", signed by " + to;
            case REFUSED -> "Refused " + at + ", signed by " + to;
            case CANCELLED -> "Taken back " + at + ", signed by " + from;
            case LAPSED -> "Not answered in time";
            case OFFERED ->
                "Not accepted; can be until " + TIME.format(handOff.offer().deadline());
        };
    }

    private static String word(Status status) {
        return switch (status) {
            case SOLD -> "Sold";
            case DECOMMISSIONED -> "Taken out of the market";
            case STOLEN -> "Stolen";
            case RECALLED -> "Recalled";
            case DESTROYED -> "Destroyed";
            case SAMPLE -> "Taken as a sample";
            case EXPORTED -> "Exported";
            case FOUND -> "Found again";
        };
    }

    private String named(Gln gln) {
        return evidence.present(gln)
                .map(admission -> admission.party().name() + ", GLN " + gln)
                .orElseGet(() -> "the party with GLN " + gln);
    }

    private static String scope(Subject subject) {
        return switch (subject.kind()) {
            case UNIT -> "this very unit";
            case CONTAINER -> subject + ", which it was in";
            case BATCH -> "the whole batch";
        };
    }
}
