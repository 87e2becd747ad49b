package org.touchmark.gateway.config;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Files that are whole or not there: written beside their place, forced to the disk, then renamed. */
public final class DurableFiles {
    private DurableFiles() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of it.
         *
         * @param out where to
         * @throws IOException if the disk fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file that only its owner may read, replacing an older one at once.
     *
     * @param file where it goes; its folder is made if needed
     * @param content what it holds
     * @throws IOException if the disk fails; an older file is then untouched
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        makeFolder(folder);
        Path draft = Files.createTempFile(folder, "." + file.getFileName(), ".draft");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(folder);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Writes the bytes of a file that only its owner may read.
     *
     * @param file where it goes
     * @param bytes what it holds
     * @throws IOException if the disk fails
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /**
     * Makes a folder and those above it; new ones are readable by their owner only where the file system knows owners.
     *
     * @param folder the folder
     * @throws IOException if it can't be made
     */
    public static void makeFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /**
     * Makes what happened to a folder's entries durable, such as a rename; Windows can't open a folder and needs no such
     * step.
     *
     * @param folder the folder
     * @throws IOException if the disk fails
     */
    public static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
