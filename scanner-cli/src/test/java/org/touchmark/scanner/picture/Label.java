package org.touchmark.scanner.picture;

/** The two kinds of labels that are printed. */
enum Label {
    /** With its signature: a code of 65 modules and more. */
    SIGNED(
            "https://id.example.com/01/09506000134352/10/WATCH-2026-11/21/K7W2M9QX4T1B8RZ3P6NA?17=311231&tm="
                    + "AQ2z9xKf".repeat(11) + "AbC",
            5),
    /** In capitals without a signature: a code of 33 modules. */
    COMPACT("HTTPS://ID.EXAMPLE.COM/01/09506000134352/21/K7W2M9QX4T1B8RZ3P6NA", 7);

    private final String text;
    private final double modulePixels;

    Label(String text, double modulePixels) {
        this.text = text;
        this.modulePixels = modulePixels;
    }

    String text() {
        return text;
    }

    /** A module's side in the pictures that are made of it: about what a telephone gives at arm's length. */
    double modulePixels() {
        return modulePixels;
    }
}
