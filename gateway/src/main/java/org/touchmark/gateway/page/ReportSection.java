package org.touchmark.gateway.page;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.gateway.markup.Markup;

/** What is reported of a unit: what, by whom, when and of how much. */
final class ReportSection {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ReportSection() {}

    /** Writes the section, the newest report first; nothing where nothing is reported. */
    static void write(Markup page, Evidence evidence) {
        List<Reported> newestFirst = evidence.reports().stream()
                .sorted(Comparator.comparing(
                                (Reported report) -> report.mark().signature().at())
                        .reversed())
                .toList();
        if (newestFirst.isEmpty()) {
            return;
        }
        page.open("section", "aria-labelledby", "reports");
        page.element("h2", "What is reported of it", "id", "reports");
        page.open("ul", "class", "trail");
        newestFirst.forEach(report -> write(page, evidence, report));
        page.close("ul");
        page.close("section");
    }

    private static void write(Markup page, Evidence evidence, Reported report) {
        page.open("li");
        page.element("strong", word(report.mark().status()));
        page.element("span", "By " + reporter(evidence, report.mark().by()), "class", "when");
        String when = TIME.format(report.mark().signature().at());
        page.element("span", when + ", of " + scope(report.subject()), "class", "when");
        page.close("li");
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

    private static String reporter(Evidence evidence, Gln gln) {
        return evidence.nameOf(gln).map(name -> name + ", GLN " + gln).orElseGet(() -> "the party with GLN " + gln);
    }

    private static String scope(Subject subject) {
        return switch (subject.kind()) {
            case UNIT -> "this very unit";
            case CONTAINER -> subject + " and all that is in it";
            case BATCH -> "the whole batch";
        };
    }
}
