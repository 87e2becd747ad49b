package org.touchmark.network.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Which code of a chaincode server the second compiler is for (JEP 165): hashing and the arithmetic of signatures, which are
 * most of its work, and SHA-256 gets the processor's own instructions from that compiler alone. Compiling all the rest twice
 * costs three servers on one small machine more than the hand-offs of their first minutes.
 */
public final class CompilerDirectives {
    /** The file's name. */
    public static final String FILE = "compiler-directives.json";

    private CompilerDirectives() {}

    /** What a JVM is given that reads the file there. */
    static List<String> flags(String file) {
        return List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:CompilerDirectivesFile=" + file);
    }

    /**
     * Writes the file into a folder, unless it is there; makes the folder if that is missing.
     *
     * @throws UncheckedIOException if it can't be written
     */
    public static Path write(Path folder) {
        Path file = folder.resolve(FILE);
        try (InputStream in = CompilerDirectives.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + FILE + " is missing");
            }
            byte[] directives = in.readAllBytes();
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), directives)) {
                // Servers start at the same moment: none may read half of it.
                Path draft = Files.write(
                        Files.createDirectories(folder).resolve(FILE + "." + UUID.randomUUID()), directives);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written", e);
        }
    }
}
