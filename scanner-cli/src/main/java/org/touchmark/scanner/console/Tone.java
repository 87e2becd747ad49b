package org.touchmark.scanner.console;

/** How a word is meant; terminals show it as colour (ECMA-48's SGR), pipes not at all. */
public enum Tone {
    GOOD("1;32"),
    CAUTION("1;33"),
    BAD("1;31"),
    STRONG("1"),
    FAINT("2");

    private final String parameters;

    Tone(String parameters) {
        this.parameters = parameters;
    }

    String paint(String text) {
        return "\u001B[" + parameters + "m" + text + "\u001B[0m";
    }
}
