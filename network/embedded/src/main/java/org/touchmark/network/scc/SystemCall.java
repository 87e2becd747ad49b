package org.touchmark.network.scc;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.touchmark.network.chaincode.TransactionSimulator;
import org.touchmark.network.msp.SignedData;

/**
 * One invocation of a system chaincode.
 *
 * @param channelId the proposal's channel, "" for a peer-wide call
 * @param args the function's name first
 * @param signed the proposal with its creator and signature
 * @param simulator the transaction; empty for chaincodes that do not read the state
 */
public record SystemCall(
        String channelId, List<ByteString> args, SignedData signed, Optional<TransactionSimulator> simulator) {
    public SystemCall {
        args = List.copyOf(args);
    }

    String function() {
        return args.get(0).toStringUtf8();
    }

    String text(int argument) {
        return args.get(argument).toStringUtf8();
    }
}
