package org.touchmark.gateway.serials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.touchmark.domain.gs1.SerialNumber;

/**
 * A finished list of serials on the disk. Files in its folder: {@code serials}, a line of ASCII each; {@code places}, where
 * every {@value #STRIDE}th line begins, 8 bytes big-endian; {@code index}, for {@link SerialIndex}.
 *
 * @param folder where its files are
 * @param count how many serials there are
 */
public record SerialList(Path folder, int count) {
    /** The most serials of a list; {@link SerialIndex} has room for 16 million. */
    public static final int MAX_COUNT = 10_000_000;

    static final String SERIALS = "serials";
    static final String PLACES = "places";
    static final int STRIDE = 64;
    static final int MAX_LINE_BYTES = SerialNumber.MAX_LENGTH + 1;

    /**
     * Whether its files are where they were.
     *
     * @return false once one was removed, also while another holds it open
     */
    public boolean isThere() {
        return Files.exists(folder.resolve(SERIALS)) && Files.exists(folder.resolve(PLACES));
    }

    /**
     * The serials from a position on.
     *
     * @param position counted from 0
     * @return the serials in the order in which they came; to be closed
     */
    public Stream<SerialNumber> from(int position) {
        SerialReader reader = read(Math.min(position, count), count);
        Spliterator<SerialNumber> each =
                new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super SerialNumber> action) {
                        if (!reader.next()) {
                            return false;
                        }
                        action.accept(reader.serial());
                        return true;
                    }
                };
        return StreamSupport.stream(each, false).onClose(reader::close);
    }

    /**
     * Reads the bytes of serials, for whoever has millions to read.
     *
     * @param from the first one's position
     * @param to the position behind the last one
     * @return a reader; to be closed
     */
    public SerialReader read(int from, int to) {
        try {
            return SerialReader.open(this, from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": its serials are not readable", e);
        }
    }

    /**
     * Where a serial stands.
     *
     * @param serial the serial
     * @return its position, counted from 0; empty if the list does not have it
     */
    public OptionalInt position(SerialNumber serial) {
        try (SerialIndex index = SerialIndex.open(this);
                SerialAccess access = SerialAccess.open(this)) {
            return index.find(serial, access);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": its index is not readable", e);
        }
    }
}
