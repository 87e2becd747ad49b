package org.touchmark.domain.label;

/** Tells of a label's proof whether a keyboard's caps lock has made its letters all one case. */
final class LostCase {
    static final String OF_PROOF =
            "the letters of the label's proof (tm) are all of one case, so that capitals can't be told"
                    + " from small letters any more: turn caps lock off, or the scanner's change of case, and scan again";

    /** A proof of this many characters has letters of both cases, but for one in 2 to the power of 60. */
    private static final int CHARACTERS = 90;

    private LostCase() {}

    static boolean isOfProof(String value) {
        if (value.length() < CHARACTERS) {
            return false;
        }
        boolean upper = value.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        boolean lower = value.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        return !(upper && lower);
    }
}
