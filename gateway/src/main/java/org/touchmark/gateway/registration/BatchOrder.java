package org.touchmark.gateway.registration;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelProfile;

/**
 * What a brand asks to register.
 *
 * @param gtin what the units are
 * @param lot their lot
 * @param expiry the last day they are good, if they expire
 * @param produced the day of production; today if it is not said
 * @param profile how their labels look
 * @param serials which units
 * @param warnings what the brand should know of its input
 */
public record BatchOrder(
        Gtin gtin,
        Lot lot,
        Optional<LocalDate> expiry,
        Optional<LocalDate> produced,
        LabelProfile profile,
        Serials serials,
        List<String> warnings) {
    /** Copies the list. */
    public BatchOrder {
        warnings = List.copyOf(warnings);
    }

    /** Where the serials come from. */
    public sealed interface Serials {
        /**
         * How many there are.
         *
         * @return 1 to 1,000,000
         */
        int count();
    }

    /**
     * Serials that the brand has already; they may be guessable.
     *
     * @param list the serials, no two alike
     */
    public record Brought(List<SerialNumber> list) implements Serials {
        /** Copies the list. */
        public Brought {
            list = List.copyOf(list);
        }

        @Override
        public int count() {
            return list.size();
        }
    }

    /**
     * Serials to be made, of 100 random bits each.
     *
     * @param count how many
     */
    public record Made(int count) implements Serials {}
}
