package org.touchmark.scanner.party;

/**
 * Which of a batch's labels.
 *
 * @param first the first, counted from 1
 * @param count how many; 0 for all that follow
 */
public record LabelRange(int first, int count) {

    public LabelRange {
        if (first < 1 || count < 0) {
            throw new IllegalArgumentException(
                    "labels from %d, %d of them: count from 1, and ask for at least one".formatted(first, count));
        }
    }
}
