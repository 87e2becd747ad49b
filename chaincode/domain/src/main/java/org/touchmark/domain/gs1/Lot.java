package org.touchmark.domain.gs1;

/** A batch or lot number: AI 10, 1 to 20 characters of set 82, upper and lower case told apart. */
public record Lot(String value) implements Comparable<Lot> {
    /** Characters at most. */
    public static final int MAX_LENGTH = 20;

    public Lot {
        ApplicationIdentifier.LOT.check(value);
    }

    @Override
    public int compareTo(Lot other) {
        return value.compareTo(other.value);
    }

    /** The lot itself. */
    @Override
    public String toString() {
        return value;
    }
}
