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
 * @param version what peer and orderer say they are, such as {@code 3.1.5}
 * @param caServer Fabric CA's server, which is a release of its own; empty if it is not installed
 */
public record FabricPrograms(Path peer, Path orderer, String version, Optional<CaServer> caServer) {
    /** The release that this code was tried with; another of the same minor release keeps its data formats. */
    public static final String TRIED = "3.1.5";

    private static final Pattern ACCEPTED = Pattern.compile("3\\.1\\.\\d+");
    private static final Pattern ACCEPTED_CA = Pattern.compile("1\\.5\\.\\d+");
    private static final String CA_SERVER = "fabric-ca-server";
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*Version: v?(\\S+)");
    private static final long ANSWER_SECONDS = 20;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final String CURE = "Install Fabric's official release " + TRIED
            + " (hyperledger-fabric.readthedocs.io, \"Install Fabric and Fabric Samples\"; only its binaries are"
            + " needed), then put its bin folder on PATH, or set FABRIC_HOME to the folder that holds bin.";

    private static final String CA_CURE = "Install Fabric CA's official release 1.5 (it answers to \"fabric-ca-server"
            + " version\"), or take this one off PATH: then the embedded authorities answer instead.";

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
        String version = version(peer, ACCEPTED, CURE);
        String other = version(orderer, ACCEPTED, CURE);
        if (!version.equals(other)) {
            throw new MissingException(
                    "%s is Fabric %s and %s is Fabric %s: they must be of one release."
                            .formatted(peer, version, orderer, other),
                    CURE);
        }
        return new FabricPrograms(peer, orderer, version, caServer(environment));
    }

    /**
     * Fabric CA's server.
     *
     * @param version such as {@code 1.5.9}
     */
    public record CaServer(Path program, String version) {}

    /** Fabric CA's server, if this machine has it. */
    public static Optional<CaServer> findCaServer() throws MissingException {
        return caServer(System.getenv());
    }

    private static Optional<CaServer> caServer(Map<String, String> environment) throws MissingException {
        Optional<Path> program = locate(environment, CA_SERVER);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CaServer(program.get(), version(program.get(), ACCEPTED_CA, CA_CURE)));
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
                        "Fabric's program %s is neither in FABRIC_HOME/bin nor on PATH.".formatted(name), CURE));
    }

    private static String version(Path program, Pattern accepted, String cure) throws MissingException {
        String answer = answer(program, cure);
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            // A program for another processor ends up here too: the JDK has a shell try it.
            throw new MissingException(
                    ("%s does not say which version of Fabric it is, so it is not Fabric's, or not for"
                                    + " this operating system and processor; it says: %.120s")
                            .formatted(program, firstLine(answer)),
                    cure);
        }
        if (!accepted.matcher(version.group(1)).matches()) {
            throw new MissingException(
                    "%s is of release %s; this needs %s."
                            .formatted(program, version.group(1), accepted == ACCEPTED ? "3.1" : "1.5"),
                    cure);
        }
        return version.group(1);
    }

    private static String firstLine(String answer) {
        return answer.lines().findFirst().orElse("nothing").replaceAll("[^ -~]", "?");
    }

    private static String answer(Path program, String cure) throws MissingException {
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
            throw new MissingException("%s does not run here: %s".formatted(program, e.getMessage()), cure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + program + " for its version", e);
        }
    }

    /** Fabric's programs can not be used; the message has two lines: what was found, and what to do. */
    public static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String found, String cure) {
            super(found + "\n" + cure);
        }
    }
}
