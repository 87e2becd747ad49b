package org.touchmark.network.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a run of all tests ran on, for the lines that end it: each test that needed a ledger, a browser or a program
 * notes what it found, the build prints the notes.
 */
public final class RunReport {
    private static final int MAX_NAME_CHARACTERS = 80;

    private RunReport() {}

    /**
     * Notes a fact once, however many tests note it.
     *
     * @param subject what it is about, such as "ledger"
     * @param fact one line, such as "embedded, three organisations"
     */
    public static void note(String subject, String fact) {
        Path folder = Path.of(System.getProperty("touchmark.root", "."), "target", "run-report");
        String name = (subject + "-" + fact).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String shortened = name.substring(0, Math.min(name.length(), MAX_NAME_CHARACTERS));
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("%s-%08x.txt".formatted(shortened, name.hashCode())),
                    subject + ": " + fact + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("Can not note what the tests ran on in " + folder, e);
        }
    }
}
