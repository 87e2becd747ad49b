package org.touchmark.scanner.scan;

/** What is said of a fault that this program did not foresee, at one of several things that it was asked about. */
public final class Unforeseen {

    private Unforeseen() {}

    /** Names the fault and where it came up, so that a report of it is of use. */
    public static String words(Throwable fault) {
        StackTraceElement[] places = fault.getStackTrace();
        String place = places.length == 0 ? "" : " (" + places[0] + ")";
        return "something unforeseen went wrong; please report this: " + fault + place;
    }
}
