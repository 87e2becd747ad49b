package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestProposal;
import org.touchmark.network.testing.nodes.TestNetwork;
import org.touchmark.network.testing.nodes.TestPeer;

/** A peer's Endorser service by Fabric's own stub, in a network of three. */
abstract class ByEndorserStub {
    static final String CHANNEL = TestConsortium.CHANNEL;
    static final PeerLimits LIMITS =
            PeerLimits.DEFAULT.withEndorserConcurrency(8).withGatewayConcurrency(8);

    @TempDir
    static Path folder;

    static TestNetwork net;
    static TestPeer peer;
    static SigningIdentity client;
    static SigningIdentity revoked;

    @BeforeAll
    static void start() throws Exception {
        TestConsortium consortium = TestConsortium.create();
        revoked = consortium.revokedClient(TestConsortium.AURELIA);
        net = TestNetwork.start(consortium, folder, LIMITS);
        peer = net.peer(TestConsortium.AURELIA);
        client = consortium.client(TestConsortium.AURELIA);
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    static ProposalResponse process(SignedProposal proposal) {
        return processAt(peer, proposal);
    }

    static ProposalResponse processAt(TestPeer asked, SignedProposal proposal) {
        return EndorserGrpc.newBlockingStub(asked.channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .processProposal(proposal);
    }

    static void assertRefused(TestProposal proposal, String message) {
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> process(proposal.build()));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(refusal.getStatus().getDescription()).isEqualTo(message);
    }

    static void assertFailed(TestProposal proposal, String message) {
        ProposalResponse response = process(proposal.build());
        assertThat(response.getResponse().getStatus()).isEqualTo(500);
        assertThat(response.getResponse().getMessage()).isEqualTo(message);
        assertThat(response.hasEndorsement()).isFalse();
        assertThat(response.getPayload()).isEqualTo(ByteString.EMPTY);
    }

    static ChaincodeAction actionOf(ProposalResponse response) throws Exception {
        return ChaincodeAction.parseFrom(
                ProposalResponsePayload.parseFrom(response.getPayload()).getExtension());
    }

    static KVRWSet setOf(ProposalResponse response, String namespace) throws Exception {
        for (NsReadWriteSet part :
                TxReadWriteSet.parseFrom(actionOf(response).getResults()).getNsRwsetList()) {
            if (part.getNamespace().equals(namespace)) {
                return KVRWSet.parseFrom(part.getRwset());
            }
        }
        throw new AssertionError("no read-write set of " + namespace);
    }

    static void assertMessage(ProposalResponse response, String message) {
        assertThat(response.getResponse().getStatus()).isEqualTo(500);
        assertThat(response.getResponse().getMessage()).isEqualTo(message);
        assertThat(response.hasEndorsement()).isFalse();
    }
}
