package org.touchmark.gateway.bench;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A file of serials as a plant numbers them, of any length and never in memory: a column "serial", one a line. */
final class SerialCsv extends InputStream {
    private static final int DIGITS = 10;

    private final byte[] line;
    private byte[] current = "serial\n".getBytes(StandardCharsets.US_ASCII);
    private int position;
    private int left;

    /** {@code prefix} is what all serials begin with: ten characters at most. */
    SerialCsv(String prefix, int units) {
        this.line = (prefix + "0".repeat(DIGITS) + "\n").getBytes(StandardCharsets.US_ASCII);
        this.left = units;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int done = 0;
        while (done < length && (position < current.length || nextLine())) {
            int some = Math.min(length - done, current.length - position);
            System.arraycopy(current, position, target, offset + done, some);
            position += some;
            done += some;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    private boolean nextLine() {
        if (left == 0) {
            return false;
        }
        left--;
        int digit = line.length - 2;
        while (line[digit] == '9') {
            line[digit--] = '0';
        }
        line[digit]++;
        current = line;
        position = 0;
        return true;
    }
}
