package org.touchmark.network.peer;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeCall;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInterest;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.chaincode.ChaincodeResult;
import org.touchmark.network.chaincode.SimulationException;
import org.touchmark.network.chaincode.TransactionSimulator;
import org.touchmark.network.ledger.LedgerException;
import org.touchmark.network.scc.ConfigurationQueries;
import org.touchmark.network.scc.LedgerQueries;
import org.touchmark.network.scc.Lifecycle;
import org.touchmark.network.scc.SystemCall;
import org.touchmark.network.scc.SystemChaincode;

/**
 * Checks, simulates and endorses proposals (core/endorser/endorser.go). Safe for many threads; a call blocks until the
 * chaincode has answered.
 */
final class Endorser {
    private static final Logger LOG = LoggerFactory.getLogger(Endorser.class);
    private static final int ERROR_THRESHOLD = 400;
    private static final int ERROR = 500;

    private final PeerNode peer;
    private final ProposalChecks checks;
    private final Map<String, SystemChaincode> systemChaincodes;
    private final UserChaincodes userChaincodes;

    Endorser(PeerNode peer, PeerLimits limits, Clock clock, DefinedChaincodes definitions) {
        this.peer = peer;
        this.checks = new ProposalChecks(peer.ledger(), clock, limits.timeWindow());
        this.userChaincodes = new UserChaincodes(peer.chaincodes(), definitions);
        String mspId = peer.identity().mspId();
        this.systemChaincodes = Stream.of(
                        new LedgerQueries(peer.ledger()),
                        new ConfigurationQueries(peer.ledger(), mspId),
                        new Lifecycle(peer.ledger(), mspId, peer.approvals(), peer.chaincodes()))
                .collect(Collectors.toUnmodifiableMap(SystemChaincode::name, Function.identity()));
    }

    boolean isSystemChaincode(String name) {
        return systemChaincodes.containsKey(name);
    }

    /**
     * Processes a proposal.
     *
     * @return with an endorsement; or without, with the chaincode's status of 400 or more; or with status 500 and no
     *     payload where the peer itself failed
     * @throws ProposalRefusedException if the proposal is not valid or not allowed
     */
    ProposalResponse process(SignedProposal signed) throws ProposalRefusedException {
        UnpackedProposal proposal = UnpackedProposal.unpack(signed);
        checks.filter(proposal);
        String channel = proposal.channelId();
        if (!channel.isEmpty() && !channel.equals(peer.ledger().config().channelId())) {
            return failure("channel '" + channel + "' not found");
        }
        checks.validate(proposal);
        if (isSystemChaincode(proposal.chaincode())) {
            checks.authenticate(proposal);
        } else {
            checks.authorizeWriter(proposal);
        }
        try {
            return simulate(proposal);
        } catch (SimulationException | LedgerException e) {
            LOG.warn("{}: failed to invoke chaincode {}: {}", peer.name(), proposal.chaincode(), e.getMessage());
            return failure(String.valueOf(e.getMessage()));
        }
    }

    private ProposalResponse simulate(UnpackedProposal proposal) throws SimulationException {
        SystemChaincode system = systemChaincodes.get(proposal.chaincode());
        if (proposal.channelId().isEmpty() && system == null) {
            throw new SimulationException("make sure the chaincode " + proposal.chaincode()
                    + " has been successfully defined on channel  and try again: no channel is named");
        }
        if (system != null && (!system.readsState() || proposal.channelId().isEmpty())) {
            Response response = system.invoke(systemCall(proposal, Optional.empty()));
            return respond(
                    proposal,
                    SystemChaincode.VERSION,
                    new ChaincodeResult(response, Optional.empty()),
                    ByteString.EMPTY);
        }
        String version = SystemChaincode.VERSION;
        ChaincodeResult result;
        ByteString readWriteSet;
        try (TransactionSimulator simulator =
                new TransactionSimulator(peer.ledger().snapshot(), proposal.transactionId())) {
            if (system == null) {
                UserChaincodes.Run run = userChaincodes.run(proposal, simulator);
                version = run.version();
                result = run.result();
            } else {
                Response response = system.invoke(systemCall(proposal, Optional.of(simulator)));
                result = new ChaincodeResult(response, Optional.empty());
            }
            readWriteSet = simulator.results().toByteString();
        }
        return respond(proposal, version, result, readWriteSet);
    }

    private static SystemCall systemCall(UnpackedProposal proposal, Optional<TransactionSimulator> simulator) {
        return new SystemCall(proposal.channelId(), proposal.input().getArgsList(), proposal.signedData(), simulator);
    }

    private ProposalResponse respond(
            UnpackedProposal proposal, String version, ChaincodeResult result, ByteString readWriteSet) {
        Response response = result.response();
        if (proposal.channelId().isEmpty() || isChaincodeError(response)) {
            return ProposalResponse.newBuilder().setResponse(response).build();
        }
        boolean failed = response.getStatus() >= ERROR_THRESHOLD;
        ByteString payload =
                payload(proposal, version, response, failed ? Optional.empty() : result.event(), readWriteSet);
        ProposalResponse.Builder answer = ProposalResponse.newBuilder()
                .setResponse(response)
                .setPayload(payload)
                .setInterest(interest(proposal, readWriteSet));
        if (!failed) {
            answer.setVersion(1).setEndorsement(endorse(payload));
        }
        return answer.build();
    }

    /** From 400 to 499 nothing but the response goes back; from 500 the payload too, but no endorsement. */
    private static boolean isChaincodeError(Response response) {
        return response.getStatus() >= ERROR_THRESHOLD && response.getStatus() < ERROR;
    }

    private static ByteString payload(
            UnpackedProposal proposal,
            String version,
            Response response,
            Optional<ChaincodeEvent> event,
            ByteString readWriteSet) {
        ChaincodeAction action = ChaincodeAction.newBuilder()
                .setResults(readWriteSet)
                .setEvents(event.map(ChaincodeEvent::toByteString).orElse(ByteString.EMPTY))
                .setResponse(response)
                .setChaincodeId(
                        ChaincodeID.newBuilder().setName(proposal.chaincode()).setVersion(version))
                .build();
        return ProposalResponsePayload.newBuilder()
                .setProposalHash(proposal.hash())
                .setExtension(action.toByteString())
                .build()
                .toByteString();
    }

    /** Signs payload and endorser, as the default plug-in does (core/handlers/endorsement/builtin). */
    private Endorsement endorse(ByteString payload) {
        ByteString endorser = ByteString.copyFrom(peer.identity().serialized());
        byte[] signature = peer.identity().sign(payload.concat(endorser).toByteArray());
        return Endorsement.newBuilder()
                .setEndorser(endorser)
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    /** Whose policy the transaction needs: the chaincode's own, for it calls no other. */
    private ChaincodeInterest interest(UnpackedProposal proposal, ByteString readWriteSet) {
        if (readWriteSet.isEmpty() || isSystemChaincode(proposal.chaincode())) {
            return ChaincodeInterest.getDefaultInstance();
        }
        return ChaincodeInterest.newBuilder()
                .addAllChaincodes(List.of(
                        ChaincodeCall.newBuilder().setName(proposal.chaincode()).build()))
                .build();
    }

    private static ProposalResponse failure(String message) {
        return ProposalResponse.newBuilder()
                .setResponse(Response.newBuilder().setStatus(ERROR).setMessage(message))
                .build();
    }
}
