package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** How many loose units and how many containers. */
public record Amount(int units, int containers) {

    /** Counts what a hand-off names: units of one batch, or groups of units and containers. */
    static Amount of(JsonNode goods) {
        int units = goods.path("units").size();
        for (JsonNode group : goods.path("groups")) {
            units += group.path("units").size();
        }
        return new Amount(units, goods.path("containers").size());
    }

    /** In words, such as "2 units and 1 container". */
    @Override
    public String toString() {
        if (containers == 0) {
            return words(units, "unit");
        }
        return units == 0
                ? words(containers, "container")
                : words(units, "unit") + " and " + words(containers, "container");
    }

    private static String words(int count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
