package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.touchmark.domain.status.Status;
import org.touchmark.scanner.party.Amount;
import org.touchmark.scanner.party.ReportSubject;

/** What a report that can't be taken back would come to, in a sentence with its numbers. */
final class Consequence {
    private Consequence() {}

    /** Asks the gateway how much there is of what is named. */
    static String of(Status status, List<ReportSubject> about, PartyOptions party) throws IOException {
        String ways = status == Status.RECALLED
                ? " Whoever scans such a label is told from then on, and no shop can sell it."
                : "";
        return "This reports %s, for good: %s.%s".formatted(status.wire(), things(about, party), ways);
    }

    private static String things(List<ReportSubject> about, PartyOptions party) throws IOException {
        ReportSubject first = about.get(0);
        if (first instanceof ReportSubject.Whole whole) {
            long count = party.api().batch(whole.batch()).path("count").asLong();
            return String.format(Locale.ROOT, "all %,d units of %s, wherever they are", count, whole.batch());
        }
        if (first instanceof ReportSubject.OfContainer container) {
            JsonNode contents = party.dock().container(container.sscc()).path("contents");
            int units = 0;
            for (JsonNode group : contents.path("groups")) {
                units += group.path("units").size();
            }
            int inner = contents.path("containers").size();
            String holds = units + inner == 0 ? "nothing" : new Amount(units, inner).toString();
            return "%s with all that is in it (%s, and what those hold)".formatted(container, holds);
        }
        return String.format(Locale.ROOT, "%,d unit%s", about.size(), about.size() == 1 ? ": " + first : "s");
    }
}
