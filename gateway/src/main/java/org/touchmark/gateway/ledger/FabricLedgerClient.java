package org.touchmark.gateway.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.config.Connection;

/** One signatory's calls, over the peers of all organisations: the SDK itself neither retries nor changes peers. */
final class FabricLedgerClient implements LedgerClient {
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
        return new String(evaluate(connection.chaincode(), invocation), StandardCharsets.UTF_8);
    }

    @Override
    public long height() {
        Invocation invocation = Invocation.of("GetChainInfo", connection.channel());
        try {
            return BlockchainInfo.parseFrom(evaluate("qscc", invocation)).getHeight();
        } catch (InvalidProtocolBufferException e) {
            throw new LedgerUnavailableException("the peer's chain information can't be read", e);
        }
    }

    private byte[] evaluate(String chaincode, Invocation invocation) {
        NewestBlock.Before before = newest.now();
        while (true) {
            try {
                return evaluate(chaincode, invocation, before);
            } catch (OutdatedException e) {
                // Ends, since each peer is found but once to have what there was at first.
                before = newest.still(before);
            }
        }
    }

    private byte[] evaluate(String chaincode, Invocation invocation, NewestBlock.Before before)
            throws OutdatedException {
        return routes.<byte[], OutdatedException>firstThatCan(
                invocation.function(),
                route -> routes.proposal(route, chaincode, invocation).evaluate(Routes.within(deadlines.evaluate())),
                failure -> {
                    Optional<RefusedException> refusal = Refusals.find(failure);
                    if (refusal.isPresent()) {
                        switch (newest.judge(failure, routes, before)) {
                            case CURRENT -> throw refusal.get();
                            case OUTDATED -> throw new OutdatedException();
                            case BEHIND -> {
                                // The next peer may know more.
                            }
                        }
                    }
                });
    }

    /** A peer refused before it had what it has now. */
    private static final class OutdatedException extends Exception {
        private static final long serialVersionUID = 1L;
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
