package org.touchmark.scanner.picture;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;

/** Ends decoding when its budget is spent, and remembers what a decoder complains of. */
final class DecodeWatch implements IIOReadProgressListener, IIOReadWarningListener {

    private final Budget budget;
    private boolean aborted;
    private boolean complete = true;

    DecodeWatch(Budget budget) {
        this.budget = budget;
    }

    /** Whether the budget was spent before the picture was whole. */
    boolean isAborted() {
        return aborted;
    }

    /** Whether the file held all of the picture. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (budget.isSpent()) {
            aborted = true;
            source.abort();
        }
    }

    /** libjpeg fills what a cut file lacks with grey, and only warns. */
    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        complete &= !lower.contains("premature end") && !lower.contains("truncated");
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {
        // One picture is read, which tells of itself.
    }

    @Override
    public void sequenceComplete(ImageReader source) {
        // As above.
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        // Nothing is known before the first rows.
    }

    @Override
    public void imageComplete(ImageReader source) {
        // The decoder returns.
    }

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
        // None is asked for.
    }

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {
        // As above.
    }

    @Override
    public void thumbnailComplete(ImageReader source) {
        // As above.
    }

    @Override
    public void readAborted(ImageReader source) {
        aborted = true;
    }
}
