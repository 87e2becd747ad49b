package org.touchmark.gateway.registration;

import org.touchmark.domain.batch.BatchRules;

/**
 * How pages are sent. The system properties {@code touchmark.pagesPerTransaction} and {@code touchmark.pagesInFlight}
 * change it, for whoever measures another ledger.
 *
 * @param pages pages a transaction, of 64 KiB each when they are full
 * @param inFlight transactions at once
 */
public record Pace(int pages, int inFlight) {
    private static final int MAX_IN_FLIGHT = 64;

    /** Checks the bounds. */
    public Pace {
        if (pages < 1 || pages > BatchRules.MAX_PAGES_A_CALL || inFlight < 1 || inFlight > MAX_IN_FLIGHT) {
            throw new IllegalArgumentException("touchmark.pagesPerTransaction " + pages + ", touchmark.pagesInFlight "
                    + inFlight + ": should be 1 to " + BatchRules.MAX_PAGES_A_CALL + " and 1 to " + MAX_IN_FLIGHT);
        }
    }

    /**
     * What the system properties say.
     *
     * @return 32 pages a transaction, 4 in flight, unless they say otherwise
     */
    public static Pace ofThisProcess() {
        return new Pace(
                Integer.getInteger("touchmark.pagesPerTransaction", 32),
                Integer.getInteger("touchmark.pagesInFlight", 4));
    }
}
