package org.touchmark.domain.batch;

import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.unit.UnitDigest;

/**
 * How a batch's digests are spread over its pages: by their first four bytes, so that the page of a unit is computed and
 * never searched. Digests are hashes, so pages fill evenly.
 *
 * @param pages how many pages, at least one
 */
public record PageLayout(int pages) {
    /** Digests that a page holds on average when the batch is full. */
    public static final int ENTRIES_PER_PAGE = 4_096;

    /** Units of one batch. */
    public static final int MAX_UNITS = 10_000_000;

    /** Pages of the biggest batch. */
    public static final int MAX_PAGES = (MAX_UNITS + ENTRIES_PER_PAGE - 1) / ENTRIES_PER_PAGE;

    public PageLayout {
        if (pages < 1 || pages > MAX_PAGES) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "a batch has 1 to " + MAX_PAGES + " pages, not " + pages);
        }
    }

    /**
     * The layout of a batch of so many units.
     *
     * @throws RefusedException TOO_MANY_UNITS above {@value #MAX_UNITS}, ARGUMENT_INVALID below 1
     */
    public static PageLayout of(long units) {
        if (units < 1) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "a batch has at least one unit, not " + units);
        }
        if (units > MAX_UNITS) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_UNITS,
                    "a batch of " + units + " units is too big; split the lot into batches of at most " + MAX_UNITS);
        }
        return new PageLayout((int) ((units + ENTRIES_PER_PAGE - 1) / ENTRIES_PER_PAGE));
    }

    /** The number of the page that a digest belongs to, from 0. */
    public int pageOf(UnitDigest digest) {
        return (int) ((digest.bucket() * pages) >>> Integer.SIZE);
    }

    /**
     * Refuses a page number that the batch does not have.
     *
     * @throws RefusedException ARGUMENT_INVALID
     */
    public int requirePage(int number) {
        if (number < 0 || number >= pages) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "page " + number + " is not one of the batch's 0 to " + (pages - 1));
        }
        return number;
    }
}
