package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

/**
 * Parses messages whose bytes fields share the memory of what they are parsed from. An envelope holds a page of
 * megabytes under six layers of messages: plain parsing would copy it at each.
 */
public final class Messages {
    private Messages() {}

    public static <T extends MessageLite> T parse(Parser<T> parser, ByteString bytes)
            throws InvalidProtocolBufferException {
        CodedInputStream in = bytes.newCodedInput();
        in.enableAliasing(true);
        T message = parser.parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }
}
