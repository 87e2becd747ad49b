package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.touchmark.network.msp.SigningIdentity;

/** A proposal in the making; what is not set is as an honest client would have it. */
public final class TestProposal {
    private final SigningIdentity creator;
    private final TestHeader header;
    private final Map<String, ByteString> transientData = new LinkedHashMap<>();
    private final List<ByteString> args = new ArrayList<>();
    private byte[] signature;
    private boolean init;

    private TestProposal(SigningIdentity creator) {
        this.creator = creator;
        this.header = new TestHeader(TestConsortium.CHANNEL, TestTransactions.CHAINCODE, creator.serialized());
    }

    public static TestProposal by(SigningIdentity creator, String... args) {
        TestProposal proposal = new TestProposal(creator);
        for (String arg : args) {
            proposal.args.add(ByteString.copyFromUtf8(arg));
        }
        return proposal;
    }

    public TestProposal arg(ByteString arg) {
        args.add(arg);
        return this;
    }

    public TestProposal channel(String name) {
        header.channel = name;
        return this;
    }

    public TestProposal chaincode(String name) {
        header.chaincode = name;
        return this;
    }

    public TestProposal creatorBytes(String bytes) {
        header.creator = ByteString.copyFrom(bytes, StandardCharsets.UTF_8);
        return this;
    }

    public TestProposal nonce(ByteString value) {
        header.nonce = value;
        return this;
    }

    public TestProposal transactionId(String id) {
        header.transactionId = id;
        return this;
    }

    public TestProposal type(HeaderType headerType) {
        header.type = headerType.getNumber();
        return this;
    }

    public TestProposal epoch(long value) {
        header.edit = channelHeader -> channelHeader.setEpoch(value);
        return this;
    }

    public TestProposal time(Instant value) {
        header.time = value;
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
        ChaincodeInvocationSpec spec = ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(ChaincodeSpec.newBuilder()
                        .setChaincodeId(header.chaincodeId())
                        .setInput(ChaincodeInput.newBuilder().addAllArgs(args).setIsInit(init)))
                .build();
        ByteString proposal = Proposal.newBuilder()
                .setHeader(header.build().toByteString())
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
