package org.touchmark.gateway.custody;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.ledger.OperationId;

/**
 * What a custodian asks to hand over.
 *
 * @param to the receiver
 * @param gtin the units' GTIN
 * @param lot the units' lot
 * @param units which units
 * @param deadline until when the receiver may accept; in 14 days if it is not said
 */
public record HandOffOrder(Gln to, Gtin gtin, Lot lot, Units units, Optional<Instant> deadline) {
    /** Which units of the batch. */
    public sealed interface Units {}

    /** All units of a batch that was registered here. */
    public record All() implements Units {}

    /**
     * Units of a batch that was registered here, by their serials.
     *
     * @param serials the serials
     */
    public record Serials(List<SerialNumber> serials) implements Units {
        /** Copies the list. */
        public Serials {
            serials = List.copyOf(serials);
        }
    }

    /**
     * Units by their labels, as whoever holds them can scan them.
     *
     * @param links the labels' links
     */
    public record Links(List<String> links) implements Units {
        /** Copies the list. */
        public Links {
            links = List.copyOf(links);
        }
    }

    /**
     * The units of a hand-off that the custodian accepted.
     *
     * @param handOff its id
     */
    public record Received(OperationId handOff) implements Units {}
}
