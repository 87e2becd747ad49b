package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The state after the block before, as the checks of a block read it. Whoever keeps the state answers this; what is
 * checked asks for versions alone, never for values.
 *
 * @param <E> how reading fails
 */
public interface CommittedState<E extends Exception> {
    /** The version of a key's value; null if it has none. */
    @Nullable
    Version version(String namespace, ByteString key) throws E;

    /** The keys with {@code start <= key < end} in the order of their bytes; an empty {@code end}: no end. */
    Rows<E> range(String namespace, ByteString start, ByteString end) throws E;

    /** A key of a range and the version of its value. */
    record Row(ByteString key, Version version) {}

    /** Rows of a range, read one by one. */
    interface Rows<E extends Exception> extends AutoCloseable {
        /** The next row, or null at the end. */
        @Nullable
        Row next() throws E;

        @Override
        void close() throws E;
    }
}
