package org.touchmark.network.material;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Files and folders that are there whole or not at all, whenever the machine stops. */
public final class DurableFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> EVERYONE = PosixFilePermissions.fromString("rw-r--r--");

    private DurableFiles() {}

    /** Writes a file that everyone may read; one that says the same already is left alone. */
    public static void write(Path file, byte[] content) throws IOException {
        replace(file, content, EVERYONE);
    }

    /** Writes a file that only its owner may read. */
    public static void writePrivate(Path file, byte[] content) throws IOException {
        replace(file, content, OWNER_ONLY);
    }

    private static void replace(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path parent = parent(file);
        Files.createDirectories(parent);
        Path draft = parent.resolve("." + file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        put(draft, content, permissions);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parent);
    }

    /**
     * Makes a folder with files, in one step; private files are those whose name ends in {@code key.pem}.
     *
     * @param folder must not be there yet
     */
    static void makeFolder(Path folder, Map<String, byte[]> files) throws IOException {
        Path parent = parent(folder);
        Files.createDirectories(parent);
        Path draft = parent.resolve("." + folder.getFileName() + ".draft");
        delete(draft);
        Files.createDirectory(draft, attribute(FOLDER));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            put(
                    draft.resolve(file.getKey()),
                    file.getValue(),
                    file.getKey().endsWith("key.pem") ? OWNER_ONLY : EVERYONE);
        }
        sync(draft);
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        sync(parent);
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(path + " is no place for a file of ours");
        }
        return parent;
    }

    private static void put(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, attribute(permissions))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
