package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Long values read lately. Each is part of an envelope of up to megabytes, which would be read and parsed whole for every
 * transaction that looks at one page of a batch. A position and a key name what a committed transaction wrote, which
 * never changes. Safe for many threads.
 */
final class LongValues {
    /** The digests of about a million units. */
    private static final long MAX_BYTES = 16L << 20;

    private final Map<Name, ByteString> values = new LinkedHashMap<>(16, 0.75f, true);
    private final long maxBytes;
    private long bytes;

    private record Name(long position, String namespace, ByteString key) {}

    LongValues() {
        this(MAX_BYTES);
    }

    LongValues(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized @Nullable ByteString get(long position, String namespace, ByteString key) {
        return values.get(new Name(position, namespace, key));
    }

    /** Remembers a copy, for the value itself would keep its whole envelope in memory; returns the copy. */
    ByteString put(long position, String namespace, ByteString key, ByteString value) {
        ByteString copy = ByteString.copyFrom(value.toByteArray());
        if (copy.size() > maxBytes) {
            return copy;
        }
        synchronized (this) {
            ByteString before = values.put(new Name(position, namespace, key), copy);
            bytes += copy.size() - (before == null ? 0 : before.size());
            forgetBeyondLimit();
        }
        return copy;
    }

    private void forgetBeyondLimit() {
        Iterator<ByteString> eldest = values.values().iterator();
        while (bytes > maxBytes) {
            bytes -= eldest.next().size();
            eldest.remove();
        }
    }
}
