package org.touchmark.scanner.console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the command's exit code says to the program that called it; in order of weight, so that of several pictures or
 * codes the last of these wins: neither a blurred picture nor a fault of this program may hide a forgery.
 */
public enum ExitCode {
    GENUINE(0, "Genuine; or, for other commands than scan, done"),
    GENUINE_BUT(10, "Genuine, but with something to know (recalled, expired, ...)"),
    UNREADABLE(12, "Nothing to judge: no code, a foreign or malformed code, a code of no unit, not a picture"),
    UNREACHABLE(13, "The gateway or its ledger cannot be reached, or answers nonsense"),
    FILE(15, "A file that was named can not be read or written"),
    UNEXPECTED(1, "Something unforeseen went wrong"),
    NOT_GENUINE(11, "Not genuine: a forged label, a suspect answer, or not registered"),
    REFUSED(14, "The gateway refused what was asked (register, labels, offer, accept, pack, report, ...)"),
    USAGE(2, "The command was not understood");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The process's exit code. */
    public int number() {
        return number;
    }

    /** What it says, for people. */
    public String meaning() {
        return meaning;
    }

    /** The weightier of the two. */
    public ExitCode worse(ExitCode other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Meanings by number, as help lists them. */
    public static Map<String, String> byNumber() {
        Map<String, String> meanings = new LinkedHashMap<>();
        Arrays.stream(values())
                .sorted(Comparator.comparingInt(ExitCode::number))
                .forEach(code -> meanings.put("%2d".formatted(code.number), code.meaning));
        return meanings;
    }
}
