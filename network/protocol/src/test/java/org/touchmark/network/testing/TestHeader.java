package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.touchmark.network.block.Envelopes;

/** The header of a proposal and of its transaction; what is not set is as an honest client would have it. */
final class TestHeader {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 24;

    String channel;
    String chaincode;
    ByteString creator;
    ByteString nonce = randomNonce();
    String transactionId;
    int type = HeaderType.ENDORSER_TRANSACTION_VALUE;
    Instant time = Instant.now();
    UnaryOperator<ChannelHeader.Builder> edit = header -> header;

    TestHeader(String channel, String chaincode, byte[] creator) {
        this.channel = channel;
        this.chaincode = chaincode;
        this.creator = ByteString.copyFrom(creator);
    }

    private static ByteString randomNonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return ByteString.copyFrom(nonce);
    }

    ChaincodeID chaincodeId() {
        return ChaincodeID.newBuilder().setName(chaincode).build();
    }

    Header build() {
        SignatureHeader signer =
                SignatureHeader.newBuilder().setCreator(creator).setNonce(nonce).build();
        ChannelHeader.Builder header = ChannelHeader.newBuilder()
                .setType(type)
                .setChannelId(channel)
                .setTxId(transactionId == null ? Envelopes.transactionId(nonce, creator) : transactionId)
                .setTimestamp(Timestamp.newBuilder().setSeconds(time.getEpochSecond()))
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(chaincodeId())
                        .build()
                        .toByteString());
        return Header.newBuilder()
                .setChannelHeader(edit.apply(header).build().toByteString())
                .setSignatureHeader(signer.toByteString())
                .build();
    }
}
