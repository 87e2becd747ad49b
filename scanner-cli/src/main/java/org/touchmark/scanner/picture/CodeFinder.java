package org.touchmark.scanner.picture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Finds every QR code in a picture by looking at it in several ways, within a budget of processor time; what was found
 * by then is the answer.
 */
public final class CodeFinder {

    /** Begins no look when this is spent; the last one may end a little after. */
    private static final Duration BUDGET = Duration.ofMillis(1_100);

    private final PictureReader reader;
    private final Duration budget;
    private final LongSupplier nanos;

    private CodeFinder(PictureLimits limits, Duration budget, LongSupplier nanos) {
        this.reader = new PictureReader(limits, nanos);
        this.budget = budget;
        this.nanos = nanos;
    }

    /** A finder that holds these limits. */
    public static CodeFinder within(PictureLimits limits) {
        return new CodeFinder(limits, BUDGET, Budget.PROCESSOR_NANOS);
    }

    /** A finder whose time is told by another meter, in nanoseconds. */
    static CodeFinder within(PictureLimits limits, Duration budget, LongSupplier nanos) {
        return new CodeFinder(limits, budget, nanos);
    }

    /** The codes of the picture in a file, from its top down; throws the reason if the file gives no picture. */
    public Finding find(Path file) throws UnreadablePictureException {
        try {
            PictureReader.Opened opened = reader.read(file);
            Search search = new Search(opened.pictures(), Budget.of(budget, nanos));
            return new Finding(search.run(), opened.complete());
        } catch (OutOfMemoryError e) {
            // Nothing of it is kept: the pictures beside this one have the memory that it did not get.
            throw new UnreadablePictureException(
                            UnreadablePictureException.Reason.TOO_MANY_PIXELS,
                            "more memory is needed than there is: crop it to the label or send a smaller copy",
                            e)
                    .of(file);
        }
    }
}
