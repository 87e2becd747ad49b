package org.touchmark.gateway.serials;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.config.DurableFiles;

/**
 * A list of serials that is being received, in a folder of its own. It is gone when it is closed, unless it was moved to
 * where it is kept. For one thread.
 */
public final class SerialDraft implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final FileChannel serials;
    private final DataOutputStream places;
    private final LineNumbers lines;
    private final Sha256 sha = new Sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long flushed;
    private int count;
    private @Nullable Bytes hash;

    private SerialDraft(Path folder) throws IOException {
        this.folder = folder;
        this.serials = create(folder.resolve(SerialList.SERIALS));
        this.places = new DataOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(create(folder.resolve(SerialList.PLACES)))));
        this.lines = new LineNumbers(folder);
    }

    /**
     * Begins a list.
     *
     * @param parent where its folder is made; a draft whose process died stays there
     * @return the empty list
     */
    public static SerialDraft in(Path parent) {
        try {
            DurableFiles.makeFolder(parent);
            return new SerialDraft(Files.createTempDirectory(parent, "draft"));
        } catch (IOException e) {
            throw new UncheckedIOException("serials can't be kept on the disk, in " + parent, e);
        }
    }

    /**
     * Adds a serial.
     *
     * @param serial the serial
     * @param line where it stands in the input, counted from 1; lines grow
     */
    public void add(SerialNumber serial, int line) {
        String value = serial.value();
        makeRoom(line);
        for (int i = 0; i < value.length(); i++) {
            buffer[buffered++] = (byte) value.charAt(i);
        }
        buffer[buffered++] = '\n';
    }

    /**
     * Adds a serial that stands in a longer array.
     *
     * @param serials its ASCII bytes, checked before
     * @param from where they begin
     * @param length how many they are
     * @param line where it stands in the input, counted from 1; lines grow
     */
    public void add(byte[] serials, int from, int length, int line) {
        makeRoom(line);
        System.arraycopy(serials, from, buffer, buffered, length);
        buffered += length;
        buffer[buffered++] = '\n';
    }

    /**
     * Adds serials of full length that stand one behind the other.
     *
     * @param made their ASCII bytes, checked before
     * @param many how many to take
     */
    public void addMade(byte[] made, int many) {
        for (int i = 0; i < many; i++) {
            makeRoom(count + 1);
            System.arraycopy(made, i * SerialNumber.MAX_LENGTH, buffer, buffered, SerialNumber.MAX_LENGTH);
            buffered += SerialNumber.MAX_LENGTH;
            buffer[buffered++] = '\n';
        }
    }

    /**
     * How many serials were added.
     *
     * @return their number
     */
    public int count() {
        return count;
    }

    /**
     * Ends the list: it is on the disk afterwards.
     *
     * @return the list, with its index
     */
    public SerialList finish() {
        try {
            flush();
            serials.force(true);
            places.close();
            lines.close();
            byte[] all = new byte[Sha256.LENGTH];
            sha.finish(all, 0);
            hash = Bytes.of(all);
            SerialList list = new SerialList(folder, count);
            SerialIndex.build(list);
            return list;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * What names the finished list: its order counts, since it is the order of the label sheets.
     *
     * @return SHA-256 of the serials, a line each
     */
    public Bytes hash() {
        if (hash == null) {
            throw new IllegalStateException("the list is not finished");
        }
        return hash;
    }

    /**
     * The finished list.
     *
     * @return the list where it lies now
     */
    public SerialList list() {
        return new SerialList(folder, count);
    }

    /**
     * Where serials of the finished list stood in the input.
     *
     * @param positions positions in the list, ascending
     * @return their lines
     */
    public int[] lines(int... positions) {
        try {
            return lines.of(positions);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Moves the finished list with its folder, at once; a file of the caller's beside it moves along.
     *
     * @param target the folder's new place, where nothing is
     * @throws IOException if it can't be moved
     */
    public void moveTo(Path target) throws IOException {
        lines.delete();
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            DurableFiles.makeFolder(parent);
        }
        DurableFiles.forceFolder(folder);
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        if (parent != null) {
            DurableFiles.forceFolder(parent);
        }
    }

    /**
     * The draft's folder, for what is to move along with the list.
     *
     * @return the folder
     */
    public Path folder() {
        return folder;
    }

    /** Deletes what was not moved. */
    @Override
    public void close() {
        try {
            serials.close();
            places.close();
            lines.close();
            if (Files.exists(folder)) {
                delete(folder);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Deletes a folder with the files in it.
     *
     * @param folder a folder without folders
     * @throws IOException if it can't be deleted
     */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void makeRoom(int line) {
        try {
            if (buffered + SerialList.MAX_LINE_BYTES > buffer.length) {
                flush();
            }
            if (count % SerialList.STRIDE == 0) {
                places.writeLong(flushed + buffered);
            }
            lines.note(count, line);
            count++;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void flush() throws IOException {
        sha.update(buffer, 0, buffered);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, buffered);
        while (bytes.hasRemaining()) {
            serials.write(bytes);
        }
        flushed += buffered;
        buffered = 0;
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("the serials can't be kept on the disk, so nothing was registered", e);
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
