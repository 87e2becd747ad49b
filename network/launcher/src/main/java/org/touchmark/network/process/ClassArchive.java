package org.touchmark.network.process;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a program's jars as a JVM has them in memory, kept in a file beside the jar, so that the program's next
 * JVM maps them instead of reading and verifying them one by one (JEP 350). A JVM writes the file when it ends in order;
 * the file's name tells of which jars and which JVM it is, so that a build or another JDK begins a new one.
 *
 * <p>It only saves time: where there is none, or none can be written, the program starts without.
 */
public final class ClassArchive {
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final String SUFFIX = ".jsa";
    private static final int NAME_BYTES = 8;
    private static final Duration CLAIM = Duration.ofMinutes(1);

    /** Dumping prints a line for each class that it leaves out, and an archive that does not fit is passed over. */
    private static final List<String> QUIETLY = List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");

    private final String prefix;
    private final Path archive;
    private final Path draft;

    private ClassArchive(Path jar) throws IOException {
        this.prefix = jar.getFileName().toString().replaceFirst("\\.jar$", "-");
        String name = prefix + version(jar) + SUFFIX;
        this.archive = jar.resolveSibling(name);
        this.draft = jar.resolveSibling(name + ".new");
    }

    /** Whether a class path is of the kind that can be archived: one jar with its libraries in {@code lib} beside it. */
    public static boolean fits(Path jar) {
        return jar.toString().endsWith(".jar") && Files.isRegularFile(jar) && Files.isDirectory(libraries(jar));
    }

    private static Path libraries(Path jar) {
        return jar.resolveSibling("lib");
    }

    private static String version(Path jar) throws IOException {
        MessageDigest digest = sha256();
        update(digest, System.getProperty("java.home") + System.getProperty("java.vm.version"));
        try (Stream<Path> libraries = Files.list(libraries(jar))) {
            for (Path file : Stream.concat(Stream.of(jar), libraries.sorted()).toList()) {
                update(
                        digest,
                        file + " " + Files.size(file) + " "
                                + Files.getLastModifiedTime(file).toMillis());
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
    }

    private static void update(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The flags for the next JVM that runs this jar: to read its archive, or, for the first one to ask where there is
     * none, to write it.
     *
     * @param jar one that {@link #fits}
     */
    public static List<String> flags(Path jar) {
        try {
            ClassArchive archive = new ClassArchive(jar.toAbsolutePath());
            archive.settle();
            return archive.flags();
        } catch (IOException e) {
            LOG.debug("{} starts without an archive of its classes: {}", jar, e.toString());
            return List.of();
        }
    }

    private List<String> flags() throws IOException {
        if (Files.exists(archive)) {
            return concat("-XX:SharedArchiveFile=" + archive);
        }
        return claim() ? concat("-XX:ArchiveClassesAtExit=" + draft) : List.of();
    }

    /** Whoever makes the draft has the task: three chaincode servers would write the same. */
    private boolean claim() throws IOException {
        if (Files.exists(draft)) {
            Instant claimed = Files.getLastModifiedTime(draft).toInstant();
            if (claimed.plus(CLAIM).isAfter(Instant.now())) {
                return false;
            }
            // The claim of an earlier start, which was killed or still runs: in the latter case there are two to write.
            Files.deleteIfExists(draft);
        }
        Files.createFile(draft);
        return true;
    }

    private static List<String> concat(String flag) {
        return Stream.concat(Stream.of(flag), QUIETLY.stream()).toList();
    }

    /** Gives a whole draft its name, and removes the archives of earlier builds. */
    private void settle() throws IOException {
        if (!Files.exists(draft) || !isWhole(draft)) {
            return;
        }
        try (DirectoryStream<Path> earlier =
                Files.newDirectoryStream(archive.resolveSibling(""), prefix + "*" + SUFFIX)) {
            for (Path file : earlier) {
                Files.deleteIfExists(file);
            }
        }
        Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A JVM writes the header last: a file that it did not finish begins with zeros, or is empty. */
    private static boolean isWhole(Path file) throws IOException {
        if (Files.size(file) < Integer.BYTES) {
            return false;
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return in.readInt() != 0;
        }
    }
}
