package org.touchmark.network.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat.JavaType;
import java.nio.ByteBuffer;

/**
 * What Go's protobuf refuses and Java's reads: Fabric's nodes are written in Go, and a message that one of them can read and the
 * other can't is judged by them differently. Java cuts tags and lengths to 32 bits, and takes a tenth byte of any value in a
 * number (google.golang.org/protobuf v1.36, encoding/protowire/wire.go: ConsumeVarint, ConsumeTag, ConsumeBytes).
 */
final class WireFormat {
    private static final int MAX_FIELD_NUMBER = (1 << 29) - 1;
    private static final int MAX_VARINT_BYTES = 10;

    private final ByteBuffer in;

    private WireFormat(ByteBuffer in) {
        this.in = in;
    }

    /**
     * Looks through a message that Java has read.
     *
     * @throws GroupException for a group, which none of Fabric's messages has: how deep they may be nested differs too
     * @throws InvalidProtocolBufferException for what Go can't read
     */
    static void requireAsGoReads(Descriptor type, ByteString message) throws InvalidProtocolBufferException {
        ByteBuffer in = message.asReadOnlyByteBuffer();
        new WireFormat(in).message(type, in.limit());
    }

    private void message(Descriptor type, int end) throws InvalidProtocolBufferException {
        while (in.position() < end) {
            long tag = varint(end);
            long number = tag >>> 3;
            if (number == 0 || number > MAX_FIELD_NUMBER) {
                throw malformed("the field number " + Long.toUnsignedString(number));
            }
            switch ((int) (tag & 7)) {
                case com.google.protobuf.WireFormat.WIRETYPE_VARINT -> varint(end);
                case com.google.protobuf.WireFormat.WIRETYPE_FIXED64 -> skip(Long.BYTES, end);
                case com.google.protobuf.WireFormat.WIRETYPE_FIXED32 -> skip(Integer.BYTES, end);
                case com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                    lengthDelimited(type.findFieldByNumber((int) number), end);
                case com.google.protobuf.WireFormat.WIRETYPE_START_GROUP,
                        com.google.protobuf.WireFormat.WIRETYPE_END_GROUP -> throw new GroupException((int) number);
                default -> throw malformed("a wire type of " + (tag & 7));
            }
        }
    }

    private void lengthDelimited(FieldDescriptor field, int end) throws InvalidProtocolBufferException {
        long length = varint(end);
        if (length < 0 || length > end - in.position()) {
            throw malformed("a length of " + Long.toUnsignedString(length));
        }
        if (field != null && field.getLiteJavaType() == JavaType.MESSAGE) {
            message(field.getMessageType(), in.position() + (int) length);
        } else {
            skip(length, end);
        }
    }

    private void skip(long bytes, int end) throws InvalidProtocolBufferException {
        if (bytes > end - in.position()) {
            throw malformed("an end within a field");
        }
        in.position(in.position() + (int) bytes);
    }

    private long varint(int end) throws InvalidProtocolBufferException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES && in.position() < end; i++) {
            byte next = in.get();
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                if (i == MAX_VARINT_BYTES - 1 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw malformed("a number that does not end, or of more than 64 bits");
    }

    private static InvalidProtocolBufferException malformed(String found) {
        return new InvalidProtocolBufferException("the message has " + found);
    }

    /** A group, by which protobuf's first version nested fields. */
    static final class GroupException extends InvalidProtocolBufferException {
        private static final long serialVersionUID = 1L;

        private GroupException(int number) {
            super("the message has the group " + number);
        }
    }
}
