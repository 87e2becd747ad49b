package org.touchmark.network.ledger;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The state as of one height: blocks committed later do not show. Used by one thread; closed after use. */
public interface StateSnapshot extends AutoCloseable {
    /** The number of blocks that this view holds. */
    long height();

    @Nullable
    VersionedValue get(String namespace, String key);

    /**
     * Rows with {@code start <= key < end} in the byte order of UTF-8.
     *
     * @param start "" for the first key
     * @param end "" for no end
     */
    Iterator<KeyValue> range(String namespace, String start, String end);

    /** Changes of a key by valid transactions, newest first. */
    Iterator<KeyChange> history(String namespace, String key);

    @Override
    void close();
}
