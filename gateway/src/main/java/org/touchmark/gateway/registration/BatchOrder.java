package org.touchmark.gateway.registration;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.gateway.serials.SerialDraft;

/**
 * What a brand asks to register. To be closed: a list that came with it lies on the disk.
 *
 * @param gtin what the units are
 * @param lot their lot
 * @param expiry the last day they are good, if they expire
 * @param produced the day of production; today if it is not said
 * @param profile how their labels look
 * @param serials which units
 * @param packing which containers they are packed into; empty where they are loose
 * @param warnings what the brand should know of its input
 */
public record BatchOrder(
        Gtin gtin,
        Lot lot,
        Optional<LocalDate> expiry,
        Optional<LocalDate> produced,
        LabelProfile profile,
        Serials serials,
        Optional<Packing> packing,
        List<String> warnings)
        implements AutoCloseable {
    /** Copies the list. */
    public BatchOrder {
        warnings = List.copyOf(warnings);
    }

    /**
     * An order of loose units.
     *
     * @param gtin what the units are
     * @param lot their lot
     * @param expiry the last day they are good, if they expire
     * @param produced the day of production; today if it is not said
     * @param profile how their labels look
     * @param serials which units
     * @param warnings what the brand should know of its input
     */
    public BatchOrder(
            Gtin gtin,
            Lot lot,
            Optional<LocalDate> expiry,
            Optional<LocalDate> produced,
            LabelProfile profile,
            Serials serials,
            List<String> warnings) {
        this(gtin, lot, expiry, produced, profile, serials, Optional.empty(), warnings);
    }

    /** Where the serials come from. */
    public sealed interface Serials {
        /**
         * How many there are.
         *
         * @return 1 to 10,000,000
         */
        int count();
    }

    /** Deletes the serials that came, unless they are kept. */
    @Override
    public void close() {
        if (serials instanceof Brought brought) {
            brought.draft().close();
        }
    }

    /**
     * Serials that the brand has already; they may be guessable.
     *
     * @param draft the finished list, each serial once
     */
    public record Brought(SerialDraft draft) implements Serials {
        @Override
        public int count() {
            return draft.count();
        }
    }

    /**
     * Serials to be made, of 100 random bits each.
     *
     * @param count how many
     */
    public record Made(int count) implements Serials {}
}
