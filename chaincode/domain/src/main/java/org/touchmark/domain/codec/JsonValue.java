package org.touchmark.domain.codec;

/** A JSON value of the kinds that canonical JSON has here: no null, no fractions. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonValue.Text, JsonValue.Int, JsonValue.Bool {

    /** What a person calls this kind of value. */
    String kind();

    /** A string. */
    record Text(String value) implements JsonValue {
        @Override
        public String kind() {
            return "text";
        }
    }

    /** An integer within +-(2^53 - 1), which every JSON reader keeps exactly (RFC 7493 section 2.2). */
    record Int(long value) implements JsonValue {
        /** 2^53 - 1. */
        public static final long MAX = (1L << 53) - 1;

        public Int {
            if (value < -MAX || value > MAX) {
                throw new IllegalArgumentException("number " + value + ": should be within +-(2^53 - 1)");
            }
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    /** True or false. */
    record Bool(boolean value) implements JsonValue {
        @Override
        public String kind() {
            return "true or false";
        }
    }
}
