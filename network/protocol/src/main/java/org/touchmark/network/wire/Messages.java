package org.touchmark.network.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/**
 * Reads what others wrote as Fabric's nodes do, into messages whose bytes fields share the memory of what they are parsed from. An envelope holds a page of
 * megabytes under six layers of messages: plain parsing would copy it at each.
 */
public final class Messages {
    private Messages() {}

    /**
     * A message, if Go's protobuf can read it as well.
     *
     * @throws InvalidProtocolBufferException if either can't
     */
    public static <T extends Message> T parse(Parser<T> parser, ByteString bytes)
            throws InvalidProtocolBufferException {
        CodedInputStream in = bytes.newCodedInput();
        in.enableAliasing(true);
        T message = parser.parseFrom(in);
        in.checkLastTagWas(0);
        WireFormat.requireAsGoReads(message.getDescriptorForType(), bytes);
        return message;
    }

    /** Whether a message was refused for a group, which Fabric's nodes may have read. */
    public static boolean isForGroup(InvalidProtocolBufferException refusal) {
        return refusal instanceof WireFormat.GroupException;
    }
}
