package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * How many loose units and how many containers.
 *
 * @param unlisted things of which only the number is known
 */
public record Amount(int units, int containers, int unlisted) {

    /** Things that are told apart. */
    public Amount(int units, int containers) {
        this(units, containers, 0);
    }

    /**
     * Counts what a hand-off names: units of one batch, or groups of units and containers.
     *
     * @param signed how many things both sides sign for, where the gateway could not list them
     */
    static Amount of(JsonNode goods, int signed) {
        int units = goods.path("units").size();
        for (JsonNode group : goods.path("groups")) {
            units += group.path("units").size();
        }
        int containers = goods.path("containers").size();
        return new Amount(units, containers, units + containers == 0 ? signed : 0);
    }

    /** Whether it is a single thing. */
    public boolean isOne() {
        return units + containers + unlisted == 1;
    }

    /** In words, such as "2 units and 1 container". */
    @Override
    public String toString() {
        if (unlisted > 0) {
            return words(unlisted, "thing");
        }
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
