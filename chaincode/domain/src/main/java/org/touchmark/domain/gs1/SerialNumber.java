package org.touchmark.domain.gs1;

/** A serial number: AI 21, 1 to 20 characters of set 82, upper and lower case told apart. */
public record SerialNumber(String value) implements Comparable<SerialNumber> {
    /** Characters at most. */
    public static final int MAX_LENGTH = 20;

    public SerialNumber {
        ApplicationIdentifier.SERIAL.check(value);
    }

    /** Whether these bytes are the ASCII characters of a serial number: for whoever has millions. */
    public static boolean isOne(byte[] bytes, int from, int length) {
        if (length < 1 || length > MAX_LENGTH) {
            return false;
        }
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0 || !CharacterSet82.contains((char) bytes[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(SerialNumber other) {
        return value.compareTo(other.value);
    }

    /** The serial itself. */
    @Override
    public String toString() {
        return value;
    }
}
