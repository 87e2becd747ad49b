package org.touchmark.gateway.registration;

/** Values that no label can carry, though GS1 allows them: a browser drops such a path segment (RFC 3986 section 5.2.4). */
final class Dots {
    static final String RULE = "no link can carry it, since browsers drop such a path segment";

    private Dots() {}

    static boolean isAll(String value) {
        return value.equals(".") || value.equals("..");
    }
}
