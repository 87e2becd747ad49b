package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.Response;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.Gate;

/**
 * A peer's link to one chaincode server (chaincode as a service): dialled at the first call, shared by all
 * transactions, dialled again by the next call after it broke (core/chaincode/chaincode_support.go, handler.go). Safe
 * for many threads.
 */
public final class ChaincodeLink implements AutoCloseable {
    /** The end of the message of every call that was in flight when the stream broke; the gateway looks for it. */
    public static final String STREAM_TERMINATED = "chaincode stream terminated";

    /** A response of this status or more is not endorsed. */
    private static final int ERROR_THRESHOLD = 400;

    private final ChaincodeServerAddress address;
    private final ChaincodeLimits limits;
    private final Gate gate;
    private @Nullable ChaincodeStream current;
    private boolean closed;

    /** Whether the last attempt to dial ended without a connection. */
    private boolean unreachable;

    public ChaincodeLink(ChaincodeServerAddress address, ChaincodeLimits limits, Gate gate) {
        this.address = address;
        this.limits = limits;
        this.gate = gate;
    }

    public ChaincodeServerAddress address() {
        return address;
    }

    /**
     * Runs a transaction and waits for its end.
     *
     * @throws SimulationException if the chaincode can not be reached, does not answer in time, breaks off, answers
     *     what is no answer, or answers with an error of the shim
     */
    public ChaincodeResult execute(ChaincodeCall call) throws SimulationException {
        ShimRequests requests = new ShimRequests(call.simulator(), call.chaincode(), limits.totalQueryLimit());
        ChaincodeMessage end;
        try {
            end = run(readyStream(), call, requests);
        } catch (SimulationException e) {
            throw new SimulationException(
                    "failed to execute transaction " + call.transactionId() + ": " + e.getMessage(), e);
        }
        return resultOf(call, end, requests.refused());
    }

    /** A trial: dials if need be, and says what is wrong, or nothing if the chaincode has registered. */
    public Optional<String> problem() {
        try {
            readyStream();
            return Optional.empty();
        } catch (SimulationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        ChaincodeStream stream;
        synchronized (this) {
            closed = true;
            stream = current;
        }
        if (stream != null) {
            stream.end("the peer closed it");
        }
    }

    private ChaincodeStream readyStream() throws SimulationException {
        ChaincodeStream stream = stream();
        try {
            stream.awaitReady(limits);
        } finally {
            dialled(stream.wasConnected());
        }
        return stream;
    }

    private synchronized void dialled(boolean connected) {
        unreachable = !connected;
    }

    private synchronized ChaincodeStream stream() throws SimulationException {
        if (closed) {
            throw new SimulationException("the link to chaincode " + address.packageId() + " is closed");
        }
        if (current == null || current.hasEnded()) {
            requireListener();
            current = dial();
        }
        return current;
    }

    /** A server that was not there is knocked at first: callers would wait for the dial time, one after another. */
    private void requireListener() throws SimulationException {
        if (unreachable && !address.isListenedTo()) {
            throw new SimulationException(address.cannotDial("connection refused"));
        }
    }

    private ChaincodeStream dial() {
        // The stream only sorts messages into mailboxes, so that it may run on the transport's own thread.
        ManagedChannel channel = Grpc.newChannelBuilder(address.target(), address.credentials())
                .directExecutor()
                .maxInboundMessageSize(limits.maxMessageBytes())
                .build();
        ChaincodeStream stream = new ChaincodeStream(address, channel::shutdownNow);
        // The observer that is returned is the one that beforeStart has been given.
        var unused = ChaincodeGrpc.newStub(channel).withWaitForReady().connect(stream);
        return stream;
    }

    private ChaincodeMessage run(ChaincodeStream stream, ChaincodeCall call, ShimRequests requests)
            throws SimulationException {
        PendingCall pending = stream.begin(call.channelId(), call.transactionId());
        try {
            long deadline = System.nanoTime() + limits.executeTimeout().toNanos();
            stream.send(transactionOf(call));
            while (true) {
                ChaincodeMessage message = pending.await(deadline);
                gate.pass();
                if (!ShimRequests.isRequest(message.getType())) {
                    return message;
                }
                ChaincodeMessage answer = requests.answer(message);
                pending.answered();
                stream.send(answer);
            }
        } catch (SimulationException e) {
            throw new SimulationException("error sending: " + e.getMessage(), e);
        } finally {
            stream.finish(call.channelId(), call.transactionId());
        }
    }

    private static ChaincodeMessage transactionOf(ChaincodeCall call) {
        return ChaincodeMessage.newBuilder()
                .setType(call.input().getIsInit() ? ChaincodeMessage.Type.INIT : ChaincodeMessage.Type.TRANSACTION)
                .setPayload(call.input().toByteString())
                .setTxid(call.transactionId())
                .setChannelId(call.channelId())
                .setProposal(call.proposal())
                .build();
    }

    /**
     * {@code refused} is what the peer refused on the way; it is added to a failure, for the shim hides it. It comes
     * before the shim's stack trace, which the gateway cuts, and behind a chaincode's message, which opens with a code.
     */
    private static ChaincodeResult resultOf(ChaincodeCall call, ChaincodeMessage end, Optional<String> refused)
            throws SimulationException {
        if (end.getType() == ChaincodeMessage.Type.ERROR) {
            throw new SimulationException("transaction returned with failure: "
                    + refused.map(reason -> "(the peer refused " + reason + ") ")
                            .orElse("")
                    + text(end.getPayload()));
        }
        Response response;
        try {
            response = Response.parseFrom(end.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new SimulationException(
                    "failed to unmarshal response for transaction " + call.transactionId() + ": " + e.getMessage(), e);
        }
        if (response.getStatus() >= ERROR_THRESHOLD && refused.isPresent()) {
            response = response.toBuilder()
                    .setMessage(response.getMessage() + " (the peer refused " + refused.get() + ")")
                    .build();
        }
        if (!end.hasChaincodeEvent()) {
            return new ChaincodeResult(response, Optional.empty());
        }
        ChaincodeEvent event = end.getChaincodeEvent().toBuilder()
                .setChaincodeId(call.chaincode())
                .setTxId(call.transactionId())
                .build();
        return new ChaincodeResult(response, Optional.of(event));
    }

    private static String text(ByteString payload) {
        return payload.toStringUtf8();
    }
}
