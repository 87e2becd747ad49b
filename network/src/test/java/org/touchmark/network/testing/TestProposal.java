package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.msp.SigningIdentity;

/** A proposal in the making; what is not set is as an honest client would have it. */
public final class TestProposal {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningIdentity creator;
    private final Map<String, ByteString> transientData = new LinkedHashMap<>();
    private final List<ByteString> args = new ArrayList<>();
    private ByteString creatorBytes;
    private String channel = TestConsortium.CHANNEL;
    private String chaincode = "goods";
    private ByteString nonce = randomNonce();
    private String transactionId;
    private int type = HeaderType.ENDORSER_TRANSACTION_VALUE;
    private long epoch;
    private Instant time = Instant.now();
    private byte[] signature;
    private boolean init;

    private TestProposal(SigningIdentity creator) {
        this.creator = creator;
        this.creatorBytes = ByteString.copyFrom(creator.serialized());
    }

    public static TestProposal by(SigningIdentity creator, String... args) {
        TestProposal proposal = new TestProposal(creator);
        for (String arg : args) {
            proposal.args.add(ByteString.copyFromUtf8(arg));
        }
        return proposal;
    }

    private static ByteString randomNonce() {
        byte[] nonce = new byte[24];
        RANDOM.nextBytes(nonce);
        return ByteString.copyFrom(nonce);
    }

    public TestProposal arg(ByteString arg) {
        args.add(arg);
        return this;
    }

    public TestProposal channel(String name) {
        channel = name;
        return this;
    }

    public TestProposal chaincode(String name) {
        chaincode = name;
        return this;
    }

    public TestProposal creatorBytes(String bytes) {
        creatorBytes = ByteString.copyFrom(bytes, StandardCharsets.UTF_8);
        return this;
    }

    public TestProposal nonce(ByteString value) {
        nonce = value;
        return this;
    }

    public TestProposal transactionId(String id) {
        transactionId = id;
        return this;
    }

    public TestProposal type(HeaderType headerType) {
        type = headerType.getNumber();
        return this;
    }

    public TestProposal epoch(long value) {
        epoch = value;
        return this;
    }

    public TestProposal time(Instant value) {
        time = value;
        return this;
    }

    public TestProposal signature(byte[] value) {
        signature = value.clone();
        return this;
    }

    public TestProposal asInit() {
        init = true;
        return this;
    }

    public TestProposal secret(String name, String value) {
        transientData.put(name, ByteString.copyFromUtf8(value));
        return this;
    }

    public SignedProposal build() {
        SignatureHeader signer = SignatureHeader.newBuilder()
                .setCreator(creatorBytes)
                .setNonce(nonce)
                .build();
        String id = transactionId == null ? Envelopes.transactionId(nonce, creatorBytes) : transactionId;
        ChaincodeID chaincodeId = ChaincodeID.newBuilder().setName(chaincode).build();
        ChannelHeader header = ChannelHeader.newBuilder()
                .setType(type)
                .setChannelId(channel)
                .setTxId(id)
                .setEpoch(epoch)
                .setTimestamp(Timestamp.newBuilder().setSeconds(time.getEpochSecond()))
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(chaincodeId)
                        .build()
                        .toByteString())
                .build();
        ChaincodeInvocationSpec spec = ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(ChaincodeSpec.newBuilder()
                        .setChaincodeId(chaincodeId)
                        .setInput(ChaincodeInput.newBuilder().addAllArgs(args).setIsInit(init)))
                .build();
        ByteString proposal = Proposal.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(header.toByteString())
                        .setSignatureHeader(signer.toByteString())
                        .build()
                        .toByteString())
                .setPayload(ChaincodeProposalPayload.newBuilder()
                        .setInput(spec.toByteString())
                        .putAllTransientMap(transientData)
                        .build()
                        .toByteString())
                .build()
                .toByteString();
        byte[] signed = signature == null ? creator.sign(proposal.toByteArray()) : signature;
        return SignedProposal.newBuilder()
                .setProposalBytes(proposal)
                .setSignature(ByteString.copyFrom(signed))
                .build();
    }
}
