package org.touchmark.domain.adversary;

/** That a property does not hold: what the siege looks for. */
final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String property;

    Breach(String property, String what) {
        super(property + ": " + what);
        this.property = property;
    }

    Breach(String property, String what, Throwable cause) {
        super(property + ": " + what, cause);
        this.property = property;
    }

    /** Which property, and how it is broken in few words: two breaches of one kind are likely of one fault. */
    String kind() {
        String message = String.valueOf(getMessage());
        int end = message.indexOf(" [");
        return end < 0 ? message : message.substring(0, end);
    }

    String property() {
        return property;
    }

    static void unless(boolean holds, String property, String what) {
        if (!holds) {
            throw new Breach(property, what);
        }
    }
}
