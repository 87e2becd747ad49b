package org.touchmark.gateway.registration;

import java.io.Writer;
import org.touchmark.gateway.problem.Problems;

/** Text that is written piece by piece and may not grow beyond a limit. */
final class BoundedText extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final int maxCharacters;

    BoundedText(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        if (text.length() + length > maxCharacters) {
            throw Problems.badRequest("A field has more than " + maxCharacters + " characters.")
                    .asException();
        }
        text.append(buffer, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
