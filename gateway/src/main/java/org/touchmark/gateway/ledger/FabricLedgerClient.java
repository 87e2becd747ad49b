package org.touchmark.gateway.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.config.Connection;

/** One signatory's calls, over the peers of all organisations: the SDK itself neither retries nor changes peers. */
final class FabricLedgerClient implements LedgerClient {
    private static final Logger LOG = LoggerFactory.getLogger(FabricLedgerClient.class);

    /** Times that one read is asked while peers catch up with blocks that come. */
    private static final int MAX_ASKED = 6;

    private final Connection connection;
    private final Deadlines deadlines;
    private final Routes routes;
    private final ByteString creator;
    private final NewestBlock newest;
    private final FollowUps followUps;

    FabricLedgerClient(
            Connection connection,
            Deadlines deadlines,
            Routes routes,
            Signatory signatory,
            NewestBlock newest,
            FollowUps followUps) {
        this.connection = connection;
        this.deadlines = deadlines;
        this.routes = routes;
        this.creator = SerializedIdentity.newBuilder()
                .setMspid(signatory.msp())
                .setIdBytes(ByteString.copyFromUtf8(Identities.toPemString(signatory.certificate())))
                .build()
                .toByteString();
        this.newest = newest;
        this.followUps = followUps;
    }

    @Override
    public String evaluate(Invocation invocation) {
        return text(invocation, evaluate(connection.chaincode(), invocation));
    }

    /** One peer's answer, which nobody but that peer vouches for: bytes that are no text are not mended to look like one. */
    static String text(Invocation invocation, byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LedgerUnavailableException(
                    invocation.function() + ": the peer's answer is not UTF-8, so that it can't be read", e);
        }
    }

    @Override
    public long height() {
        Invocation invocation = Invocation.of("GetChainInfo", connection.channel());
        try {
            long height = BlockchainInfo.parseFrom(evaluate("qscc", invocation)).getHeight();
            newest.saw(height - 1);
            return height;
        } catch (InvalidProtocolBufferException e) {
            throw new LedgerUnavailableException("the peer's chain information can't be read", e);
        }
    }

    private byte[] evaluate(String chaincode, Invocation invocation) {
        NewestBlock.Before before = newest.now();
        long endNanos = System.nanoTime() + deadlines.read().toNanos();
        for (int asked = 0; asked < MAX_ASKED && System.nanoTime() - endNanos < 0; asked++) {
            NewestBlock.Before known = before;
            try {
                return routes.<byte[], AskAgainException>firstThatCan(
                        invocation.function(),
                        route -> routes.proposal(route, chaincode, invocation).evaluate(Routes.within(left(endNanos))),
                        failure -> {
                            Optional<RefusedException> refusal = Refusals.find(failure);
                            if (refusal.isPresent()) {
                                judge(refusal.get(), newest.of(failure, routes, known));
                            }
                            requireTime(invocation, endNanos, failure);
                        });
            } catch (AskAgainException e) {
                LOG.debug("{}: asked again, since the peer was behind: {}", invocation.function(), e.getMessage());
                before = newest.still(before);
            }
        }
        throw new LedgerUnavailableException(
                invocation.function() + ": asked up to " + MAX_ASKED + " times in "
                        + deadlines.read().toSeconds() + " s, and each time the peer was behind",
                null);
    }

    /** What one peer may take: all that is left, or less, so that another can be asked. */
    private Duration left(long endNanos) {
        long left = Math.max(1, endNanos - System.nanoTime());
        return Duration.ofNanos(Math.min(left, deadlines.evaluate().toNanos()));
    }

    private void requireTime(Invocation invocation, long endNanos, GatewayException last) {
        if (System.nanoTime() - endNanos >= 0) {
            throw new LedgerUnavailableException(
                    invocation.function() + ": no peer answered within "
                            + deadlines.read().toSeconds() + " s; the last said " + Refusals.describe(last),
                    last);
        }
    }

    private static void judge(RefusedException refusal, NewestBlock.Refuser refuser) throws AskAgainException {
        if (refuser == NewestBlock.Refuser.KNEW) {
            throw refusal;
        }
        if (refuser == NewestBlock.Refuser.KNOWS_NOW) {
            throw new AskAgainException(refusal.getMessage());
        }
    }

    /** A peer refused by what was, and knows better now. */
    private static final class AskAgainException extends Exception {
        private static final long serialVersionUID = 1L;

        AskAgainException(@Nullable String message) {
            super(message);
        }
    }

    @Override
    public Outcome submit(Invocation invocation) {
        // Sent again while the first is unsettled, it could only get in the first one's way.
        Optional<Outcome.Unknown> earlier = followUps.of(invocation.operation());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        followUps.requireFlow();
        Submission submission =
                new Submission(connection, deadlines, routes, creator, invocation, newest, followUps::committed);
        return submission
                .go(deadlines.settle())
                .orElseGet(() -> followUps.follow(invocation.operation(), submission.transactionId(), submission));
    }
}
