package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Protobuf's encoding with the entries of maps in the order of their keys, as Go's deterministic marshalling has it. */
public final class Deterministic {
    private Deterministic() {}

    /** The bytes, the same for equal messages. */
    public static ByteString bytes(Message message) {
        byte[] bytes = new byte[message.getSerializedSize()];
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        output.useDeterministicSerialization();
        try {
            message.writeTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException("a message outgrew its own size", e);
        }
        return ByteString.copyFrom(bytes);
    }
}
