package org.touchmark.network.fabric;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fabric's own programs where this machine has them: in the folder {@code bin} of FABRIC_HOME, else on PATH. How they
 * came there is the user's affair.
 *
 * @param version what both say they are, such as {@code 3.1.5}
 */
public record FabricPrograms(Path peer, Path orderer, String version) {
    /** The release that this code was tried with; another of the same minor release keeps its data formats. */
    private static final String TRIED = "3.1.5";

    private static final Pattern ACCEPTED = Pattern.compile("3\\.1\\.\\d+");
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*Version: v?(\\S+)");
    private static final long ANSWER_SECONDS = 20;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final String CURE = "Install Fabric's official release " + TRIED
            + " (hyperledger-fabric.readthedocs.io, \"Install Fabric and Fabric Samples\"; only its binaries are"
            + " needed), then put its bin folder on PATH, or set FABRIC_HOME to the folder that holds bin.";

    /**
     * Finds the programs and asks them for their version.
     *
     * @throws MissingException if one is missing, does not run here, or is of another version; two lines say which, and
     *     what to do
     */
    public static FabricPrograms find() throws MissingException {
        return find(System.getenv());
    }

    static FabricPrograms find(Map<String, String> environment) throws MissingException {
        Path peer = program(environment, "peer");
        Path orderer = program(environment, "orderer");
        String version = version(peer);
        String other = version(orderer);
        if (!version.equals(other)) {
            throw new MissingException("%s is Fabric %s and %s is Fabric %s: they must be of one release."
                    .formatted(peer, version, orderer, other));
        }
        return new FabricPrograms(peer, orderer, version);
    }

    /** One of Fabric's other programs, such as {@code configtxlator}; its version is not asked. */
    public static Optional<Path> locate(String name) {
        return locate(System.getenv(), name);
    }

    private static Optional<Path> locate(Map<String, String> environment, String name) {
        List<Path> folders = new ArrayList<>();
        String home = environment.getOrDefault("FABRIC_HOME", "");
        if (!home.isBlank()) {
            folders.add(Path.of(home, "bin"));
        }
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            folders.add(Path.of(folder));
        }
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(Path::toAbsolutePath);
    }

    private static Path program(Map<String, String> environment, String name) throws MissingException {
        return locate(environment, name)
                .orElseThrow(() -> new MissingException(
                        "Fabric's program %s is neither in FABRIC_HOME/bin nor on PATH.".formatted(name)));
    }

    private static String version(Path program) throws MissingException {
        String answer = answer(program);
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            // A program for another processor ends up here too: the JDK has a shell try it.
            throw new MissingException(
                    ("%s does not say which version of Fabric it is, so it is not Fabric's, or not for"
                                    + " this operating system and processor; it says: %.120s")
                            .formatted(program, firstLine(answer)));
        }
        if (!ACCEPTED.matcher(version.group(1)).matches()) {
            throw new MissingException("%s is of Fabric %s; this needs 3.1.".formatted(program, version.group(1)));
        }
        return version.group(1);
    }

    private static String firstLine(String answer) {
        return answer.lines().findFirst().orElse("nothing").replaceAll("[^ -~]", "?");
    }

    private static String answer(Path program) throws MissingException {
        try {
            Process process = new ProcessBuilder(program.toString(), "version")
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            try {
                byte[] answer = process.getInputStream().readNBytes(MAX_ANSWER_BYTES);
                process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS);
                return new String(answer, StandardCharsets.UTF_8);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new MissingException("%s does not run here: %s".formatted(program, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + program + " for its version", e);
        }
    }

    /** Fabric's programs can not be used; the message has two lines: what was found, and what to do. */
    public static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String found) {
            super(found + "\n" + CURE);
        }
    }
}
