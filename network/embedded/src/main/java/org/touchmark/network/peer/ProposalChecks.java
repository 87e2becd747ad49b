package org.touchmark.network.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.Identity;
import org.touchmark.network.msp.InvalidIdentityException;
import org.touchmark.network.msp.MalformedIdentityException;
import org.touchmark.network.scc.AccessDeniedException;
import org.touchmark.network.scc.ChannelAccess;
import org.touchmark.network.wire.Messages;

/**
 * What a peer checks before it simulates a proposal: first the filters of core.yaml's defaults
 * (core/handlers/auth/filter), then the endorser's own checks (core/endorser/msgvalidation.go, endorser.go preProcess).
 */
final class ProposalChecks {
    private final Ledger ledger;
    private final ChannelAccess access;
    private final Clock clock;
    private final Duration timeWindow;
    /** When the certificates of recent creators expire: parsing them anew for each proposal would cost most of it. */
    private final Map<ByteString, Optional<Instant>> expiries = Collections.synchronizedMap(new RecentCreators());

    ProposalChecks(Ledger ledger, Clock clock, Duration timeWindow) {
        this.ledger = ledger;
        this.access = new ChannelAccess(ledger);
        this.clock = clock;
        this.timeWindow = timeWindow;
    }

    /** The filters: an expired certificate, a clock that is off. */
    void filter(UnpackedProposal proposal) throws ProposalRefusedException {
        Instant now = clock.instant();
        Optional<Instant> expiry = expiries.computeIfAbsent(proposal.creator(), ProposalChecks::expiryOf);
        if (expiry.isPresent() && now.isAfter(expiry.get())) {
            throw filtered("proposal client identity expired");
        }
        Timestamp timestamp = proposal.channelHeader().getTimestamp();
        Instant time = Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
        if (time.plus(timeWindow).isBefore(now) || time.minus(timeWindow).isAfter(now)) {
            throw filtered("request unauthorized due to incorrect timestamp " + time.truncatedTo(ChronoUnit.SECONDS)
                    + ", peer time " + now.truncatedTo(ChronoUnit.SECONDS) + ", peer.authentication.timewindow "
                    + timeWindow.toMinutes() + "m0s");
        }
    }

    /** Headers, transaction id, creator, signature. */
    void validate(UnpackedProposal proposal) throws ProposalRefusedException {
        int type = proposal.channelHeader().getType();
        if (type != HeaderType.ENDORSER_TRANSACTION_VALUE && type != HeaderType.CONFIG_VALUE) {
            HeaderType known = HeaderType.forNumber(type);
            throw invalid("invalid header type " + (known == null ? type : known.name()));
        }
        if (proposal.channelHeader().getEpoch() != 0) {
            throw invalid("epoch is non-zero");
        }
        if (proposal.signatureHeader().getNonce().isEmpty()) {
            throw invalid("nonce is empty");
        }
        if (proposal.creator().isEmpty()) {
            throw invalid("creator is empty");
        }
        String expected = proposal.computedTransactionId();
        if (!expected.equals(proposal.transactionId())) {
            throw invalid(
                    "incorrectly computed txid '" + proposal.transactionId() + "' -- expected '" + expected + "'");
        }
        if (proposal.signedProposal().getSignature().isEmpty()) {
            throw invalid("empty signature bytes");
        }
    }

    /** An application chaincode: known signer, new transaction id, and the channel's Writers policy. */
    void authorizeWriter(UnpackedProposal proposal) throws ProposalRefusedException {
        Identity creator = identify(proposal);
        try {
            // Verifies the signature on the way, once; only a refusal has to be told apart, in Fabric's order.
            access.require(ChannelAccess.WRITERS, proposal.channelId(), proposal.signedData());
        } catch (AccessDeniedException e) {
            verifySignature(proposal, creator);
            refuseDuplicate(proposal);
            throw refused(String.valueOf(e.getMessage()));
        }
        refuseDuplicate(proposal);
    }

    /** A system chaincode, which checks access itself: known signer, valid signature, new transaction id. */
    void authenticate(UnpackedProposal proposal) throws ProposalRefusedException {
        verifySignature(proposal, identify(proposal));
        refuseDuplicate(proposal);
    }

    private Identity identify(UnpackedProposal proposal) throws ProposalRefusedException {
        ChannelConfig config = ledger.config();
        byte[] creator = proposal.creator().toByteArray();
        try {
            return config.identify(creator);
        } catch (MalformedIdentityException e) {
            throw invalid(
                    "access denied: channel [" + proposal.channelId() + "] creator org unknown, creator is malformed");
        } catch (InvalidIdentityException e) {
            throw denied(proposal, mspOf(proposal.creator()));
        }
    }

    private void verifySignature(UnpackedProposal proposal, Identity creator) throws ProposalRefusedException {
        boolean genuine = ledger.config()
                .verifies(
                        creator,
                        proposal.signedProposal().getProposalBytes().toByteArray(),
                        proposal.signedProposal().getSignature().toByteArray());
        if (!genuine) {
            throw denied(proposal, creator.mspId());
        }
    }

    private void refuseDuplicate(UnpackedProposal proposal) throws ProposalRefusedException {
        if (!proposal.channelId().isEmpty()
                && ledger.status(proposal.transactionId()).isPresent()) {
            throw refused("duplicate transaction found [" + proposal.transactionId() + "]. Creator ["
                    + HexFormat.of().formatHex(proposal.creator().toByteArray()) + "]");
        }
    }

    private static Optional<Instant> expiryOf(ByteString creator) {
        return certificateOf(creator)
                .map(certificate -> certificate.getNotAfter().toInstant());
    }

    private static String mspOf(ByteString serializedIdentity) {
        try {
            return Messages.parse(SerializedIdentity.parser(), serializedIdentity)
                    .getMspid();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an identity that is not malformed does not parse", e);
        }
    }

    private static Optional<X509Certificate> certificateOf(ByteString serializedIdentity) {
        try {
            ByteString pem = Messages.parse(SerializedIdentity.parser(), serializedIdentity)
                    .getIdBytes();
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.toByteArray())));
        } catch (InvalidProtocolBufferException | CertificateException e) {
            return Optional.empty();
        }
    }

    private static ProposalRefusedException denied(UnpackedProposal proposal, String mspId) {
        return invalid("access denied: channel [" + proposal.channelId() + "] creator org [" + mspId + "]");
    }

    private static ProposalRefusedException invalid(String reason) {
        return refused("error validating proposal: " + reason);
    }

    private static ProposalRefusedException refused(String message) {
        return new ProposalRefusedException(ProposalRefusedException.By.ENDORSER, message);
    }

    private static ProposalRefusedException filtered(String message) {
        return new ProposalRefusedException(ProposalRefusedException.By.FILTER, message);
    }

    private static final class RecentCreators extends LinkedHashMap<ByteString, Optional<Instant>> {
        private static final long serialVersionUID = 1L;
        private static final int MAX_CREATORS = 1_000;

        RecentCreators() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, Optional<Instant>> eldest) {
            return size() > MAX_CREATORS;
        }
    }
}
