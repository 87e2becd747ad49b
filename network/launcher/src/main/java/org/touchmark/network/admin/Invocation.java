package org.touchmark.network.admin;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.Stream;

/**
 * A call of a chaincode.
 *
 * @param channelId "" for a system chaincode that serves the peer and no channel
 * @param arguments the function's name first
 */
public record Invocation(String channelId, String chaincode, List<ByteString> arguments) {
    public Invocation {
        arguments = List.copyOf(arguments);
    }

    static Invocation of(String channelId, String chaincode, String function, ByteString... arguments) {
        return new Invocation(
                channelId,
                chaincode,
                Stream.concat(Stream.of(ByteString.copyFromUtf8(function)), Stream.of(arguments))
                        .toList());
    }
}
