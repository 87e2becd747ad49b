package org.touchmark.gateway.custody;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;

/**
 * Things by the names that whoever holds them has for them: units of one batch or of several, and containers.
 *
 * @param units loose units, by any number of ways of naming them
 * @param containers containers with all that is in them
 */
public record GoodsOrder(List<Units> units, List<Sscc> containers) {
    /** Copies the lists. */
    public GoodsOrder {
        units = List.copyOf(units);
        containers = List.copyOf(containers);
    }

    /**
     * Loose units only.
     *
     * @param units which
     * @return the order
     */
    public static GoodsOrder of(Units units) {
        return new GoodsOrder(List.of(units), List.of());
    }

    /**
     * A batch's name.
     *
     * @param gtin its GTIN
     * @param lot its lot
     */
    public record Batch(Gtin gtin, Lot lot) {
        @Override
        public String toString() {
            return "GTIN " + gtin + " lot " + lot;
        }
    }

    /** A way of naming units. */
    public sealed interface Units {}

    /**
     * All units of a batch that was registered here.
     *
     * @param batch the batch
     */
    public record All(Batch batch) implements Units {}

    /**
     * Units of a batch that was registered here, by their serials.
     *
     * @param batch the batch
     * @param serials the serials
     */
    public record Serials(Batch batch, List<SerialNumber> serials) implements Units {
        /** Copies the list. */
        public Serials {
            serials = List.copyOf(serials);
        }
    }

    /**
     * Units by their labels, as whoever holds them can scan them.
     *
     * @param batch the one that all must be of; empty for units of any, each of the batch that its label names
     * @param links the labels' links
     */
    public record Links(Optional<Batch> batch, List<String> links) implements Units {
        /** Copies the list. */
        public Links {
            links = List.copyOf(links);
        }
    }

    /**
     * What a hand-off brought that the custodian accepted.
     *
     * @param batch the one whose units are meant; empty for all units and containers
     * @param handOff its id
     */
    public record Received(Optional<Batch> batch, HandOffId handOff) implements Units {}
}
