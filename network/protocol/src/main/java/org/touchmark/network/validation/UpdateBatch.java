package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.block.Hashes;

/**
 * What the valid transactions of one block write, the last write of a key winning: both what later transactions of the
 * block are compared with, and what is stored. Keys and namespaces are in the byte order of UTF-8.
 */
public final class UpdateBatch {
    private static final Comparator<ByteString> ORDER = ByteString.unsignedLexicographicalComparator();

    private static final NavigableMap<ByteString, Update> NONE =
            Collections.unmodifiableNavigableMap(new TreeMap<>(ORDER));

    private final long block;
    private final NavigableMap<ByteString, NavigableMap<ByteString, Update>> updates = new TreeMap<>(ORDER);

    /** A new value of a key, or null where it is deleted, and the transaction that wrote it. */
    public record Update(@Nullable ByteString value, int transaction) {}

    /** What to do with each update, in order. */
    public interface Visitor<E extends Exception> {
        void visit(String namespace, ByteString key, Update update) throws E;
    }

    UpdateBatch(long block) {
        this.block = block;
    }

    /** Takes a valid transaction's write; an empty value deletes, as in rwset_proto_util.go's IsKVWriteDelete. */
    void put(String namespace, String key, ByteString value, int transaction) {
        updates.computeIfAbsent(ByteString.copyFromUtf8(namespace), n -> new TreeMap<>(ORDER))
                .put(ByteString.copyFromUtf8(key), new Update(value.isEmpty() ? null : value, transaction));
    }

    long block() {
        return block;
    }

    /** The updates with {@code start <= key}, and {@code key < end} unless {@code end} is "". */
    NavigableMap<ByteString, Update> range(String namespace, ByteString start, ByteString end) {
        NavigableMap<ByteString, Update> all = namespace(namespace);
        if (end.isEmpty()) {
            return all.tailMap(start, true);
        }
        return ORDER.compare(start, end) >= 0 ? NONE : all.subMap(start, true, end, false);
    }

    @Nullable
    Update get(String namespace, ByteString key) {
        return namespace(namespace).get(key);
    }

    private NavigableMap<ByteString, Update> namespace(String namespace) {
        return updates.getOrDefault(ByteString.copyFromUtf8(namespace), NONE);
    }

    /** Whether the block changes any key of the namespace. */
    public boolean writesTo(String namespace) {
        return !namespace(namespace).isEmpty();
    }

    /** Shows every update, in the order of namespaces and keys. */
    public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
        for (var namespace : updates.entrySet()) {
            String name = namespace.getKey().toStringUtf8();
            for (var update : namespace.getValue().entrySet()) {
                visitor.visit(name, update.getKey(), update.getValue());
            }
        }
    }

    /**
     * The commit hash after this block: SHA-256(varint(number of flags), flags, updates, previous hash), the updates
     * encoded as the message {@code Updates} of txmgr/updates.proto (core/ledger/kvledger/kv_ledger.go,
     * txmgr/update_batch_bytes.go).
     *
     * @param flags one validation code a transaction
     * @param previous the last block's commit hash; empty before block 1
     */
    public ByteString commitHash(ByteString flags, ByteString previous) {
        MessageDigest digest = Hashes.sha256();
        try {
            CodedOutputStream out =
                    CodedOutputStream.newInstance(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            out.writeUInt32NoTag(flags.size());
            out.writeRawBytes(flags);
            writeTo(out);
            out.writeRawBytes(previous);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A digest takes every byte", e);
        }
        return UnsafeByteOperations.unsafeWrap(digest.digest());
    }

    /** The repeated field 1 of {@code Updates}: a namespace is named at its first key only. */
    private void writeTo(CodedOutputStream out) throws IOException {
        for (var namespace : updates.entrySet()) {
            ByteString name = namespace.getKey();
            for (var update : namespace.getValue().entrySet()) {
                writeUpdate(out, name, update.getKey(), update.getValue());
                name = ByteString.EMPTY;
            }
        }
    }

    private void writeUpdate(CodedOutputStream out, ByteString namespace, ByteString key, Update update)
            throws IOException {
        ByteString value = update.value() == null ? ByteString.EMPTY : update.value();
        ByteString version = versionBytes(block).concat(versionBytes(update.transaction()));
        int size = sizeOf(1, namespace) + sizeOf(3, key) + sizeOf(5, value) + sizeOf(6, version);
        boolean delete = update.value() == null;
        out.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(delete ? size + CodedOutputStream.computeBoolSize(4, true) : size);
        writeBytes(out, 1, namespace);
        writeBytes(out, 3, key);
        if (delete) {
            out.writeBool(4, true);
        }
        writeBytes(out, 5, value);
        writeBytes(out, 6, version);
    }

    private static int sizeOf(int field, ByteString bytes) {
        return bytes.isEmpty() ? 0 : CodedOutputStream.computeBytesSize(field, bytes);
    }

    private static void writeBytes(CodedOutputStream out, int field, ByteString bytes) throws IOException {
        if (!bytes.isEmpty()) {
            out.writeBytes(field, bytes);
        }
    }

    /** A length byte and the number's bytes without leading zeros (EncodeOrderPreservingVarUint64). */
    private static ByteString versionBytes(long number) {
        int size = (Long.SIZE - Long.numberOfLeadingZeros(number) + Byte.SIZE - 1) / Byte.SIZE;
        byte[] bytes = new byte[1 + size];
        bytes[0] = (byte) size;
        for (int i = 0; i < size; i++) {
            bytes[1 + i] = (byte) (number >>> (Byte.SIZE * (size - 1 - i)));
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
