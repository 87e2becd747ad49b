package org.touchmark.network.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.msp.SigningIdentity;

/** A channel's configuration, as an administrator reads it from his peer and changes it through the orderers. */
public final class ChannelConfiguration {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final String channelId;
    private final PeerAdministration peer;
    private final List<Channel> orderers;

    /**
     * A channel as one peer shows it.
     *
     * @param peer of an organisation of the channel, called as one of its administrators
     * @param orderers tried in this order; only one is given an update at a time, since each makes a configuration of
     *     its own out of it. With BFT, one that does not lead costs the time after which it forwards
     */
    public ChannelConfiguration(String channelId, PeerAdministration peer, List<Channel> orderers) {
        this.channelId = channelId;
        this.peer = peer;
        this.orderers = List.copyOf(orderers);
    }

    /** The configuration that counts now, by the peer's word. */
    public Config current() {
        Block block = peer.configBlock(channelId);
        try {
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(block.getData().getData(0)).getPayload());
            return ConfigEnvelope.parseFrom(payload.getData()).getConfig();
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "channel %s: block %d holds no configuration"
                            .formatted(channelId, block.getHeader().getNumber()),
                    e);
        }
    }

    /** The change that an edit makes to the configuration as it is now. */
    public ConfigProposal propose(UnaryOperator<ConfigGroup> edit) {
        return ConfigProposal.of(channelId, current(), edit);
    }

    /**
     * Makes a change that these administrators agree to, and waits until the peer has it.
     *
     * @param admins the first one hands it in
     * @throws IllegalStateException as {@link #submit} does
     */
    public void change(UnaryOperator<ConfigGroup> edit, List<SigningIdentity> admins) {
        ConfigProposal proposal = propose(edit);
        for (SigningIdentity admin : admins) {
            proposal = proposal.signedBy(admin);
        }
        submit(proposal, admins.get(0));
    }

    /**
     * Hands a signed change to the orderers, and waits until the peer has a newer configuration.
     *
     * @param submitter may write to the channel
     * @throws IllegalStateException if the orderers refuse it, in their own words: a signature is missing, the
     *     configuration has changed in between, or would not be usable; or if nobody takes it within a minute
     */
    public void submit(ConfigProposal proposal, SigningIdentity submitter) {
        long before = current().getSequence();
        Envelope envelope = proposal.envelope(submitter);
        Instant end = Instant.now().plus(PATIENCE);
        order(envelope, end);
        while (current().getSequence() <= before) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("channel %s: the orderers took the change of configuration %d, but %s"
                        .formatted(channelId, before, "the peer has none newer after " + PATIENCE.toSeconds() + " s"));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /** Until one takes it; those without a leader, or that can not be reached, are asked again. */
    private void order(Envelope envelope, Instant end) {
        String last = "no orderer is known";
        do {
            for (Channel orderer : orderers) {
                BroadcastResponse answer = broadcast(orderer, envelope);
                last = answer.getStatus() + " " + answer.getInfo();
                switch (answer.getStatus()) {
                    case SUCCESS -> {
                        return;
                    }
                    case SERVICE_UNAVAILABLE -> LockSupport.parkNanos(POLL_INTERVAL.toNanos());
                    default ->
                        throw new IllegalStateException(
                                "channel " + channelId + ": the orderer refuses the change of configuration: " + last);
                }
            }
        } while (!orderers.isEmpty() && Instant.now().isBefore(end));
        throw new IllegalStateException(
                "channel " + channelId + ": no orderer takes the change of configuration: " + last);
    }

    private static BroadcastResponse broadcast(Channel orderer, Envelope envelope) {
        Answer answer = new Answer();
        StreamObserver<Envelope> out = AtomicBroadcastGrpc.newStub(orderer)
                .withDeadlineAfter(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .broadcast(answer);
        out.onNext(envelope);
        out.onCompleted();
        return answer.await();
    }

    /** The orderer's one answer; a call that fails counts as an orderer that is not there. */
    private static final class Answer implements StreamObserver<BroadcastResponse> {
        private final CompletableFuture<BroadcastResponse> answer = new CompletableFuture<>();

        @Override
        public void onNext(BroadcastResponse response) {
            answer.complete(response);
        }

        @Override
        public void onError(Throwable failure) {
            answer.complete(unavailable(String.valueOf(failure.getMessage())));
        }

        @Override
        public void onCompleted() {
            answer.complete(unavailable("the orderer ended the call without an answer"));
        }

        BroadcastResponse await() {
            try {
                return answer.get(2 * CALL_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StatusRuntimeException(Status.CANCELLED.withDescription("interrupted"));
            } catch (ExecutionException | TimeoutException e) {
                return unavailable("no answer");
            }
        }

        private static BroadcastResponse unavailable(String reason) {
            return BroadcastResponse.newBuilder()
                    .setStatus(org.hyperledger.fabric.protos.common.Status.SERVICE_UNAVAILABLE)
                    .setInfo(reason)
                    .build();
        }
    }
}
