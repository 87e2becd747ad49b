package org.touchmark.network.chaincode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream to a chaincode server, from dialling to its end: created, ready, ended (core/chaincode/handler.go). Its
 * observer methods run on the transport's thread and never block.
 */
final class ChaincodeStream implements ClientResponseObserver<ChaincodeMessage, ChaincodeMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(ChaincodeStream.class);

    /** Many keys a message, with core.yaml's defaults (chaincode.runtimeParams). */
    private static final ChaincodeAdditionalParams OFFER = ChaincodeAdditionalParams.newBuilder()
            .setUseWriteBatch(true)
            .setMaxSizeWriteBatch(1_000)
            .setUseGetMultipleKeys(true)
            .setMaxSizeGetMultipleKeys(1_000)
            .build();

    private record Key(String channelId, String transactionId) {}

    private final ChaincodeServerAddress address;
    private final Runnable whenEnded;
    private final ConcurrentMap<Key, PendingCall> calls = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Object sending = new Object();
    private @Nullable ClientCallStreamObserver<ChaincodeMessage> out;
    private volatile boolean ended;

    /** {@code whenEnded} closes the connection; it runs once. */
    ChaincodeStream(ChaincodeServerAddress address, Runnable whenEnded) {
        this.address = address;
        this.whenEnded = whenEnded;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ChaincodeMessage> requestStream) {
        out = requestStream;
        requestStream.setOnReadyHandler(() -> connected.complete(null));
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether there was a connection at any time. */
    boolean wasConnected() {
        return connected.isDone() || (ready.isDone() && !ready.isCompletedExceptionally());
    }

    /** Waits until the chaincode has registered. */
    void awaitReady(ChaincodeLimits limits) throws SimulationException {
        String id = address.packageId();
        try {
            CompletableFuture.anyOf(connected, ready).get(limits.dialTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            end("dial time-out");
            throw new SimulationException(address.cannotDial("context deadline exceeded"), e);
        } catch (InterruptedException | ExecutionException e) {
            throw launchFailure(e);
        }
        try {
            ready.get(limits.startupTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            end("start-up time-out");
            throw new SimulationException(
                    "could not launch chaincode " + id + ": timeout expired while starting chaincode " + id
                            + " for transaction",
                    e);
        } catch (InterruptedException | ExecutionException e) {
            throw launchFailure(e);
        }
    }

    private SimulationException launchFailure(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new SimulationException("interrupted while starting chaincode " + address.packageId(), e);
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new SimulationException(
                "could not launch chaincode " + address.packageId() + ": " + cause.getMessage(), cause);
    }

    /** Makes room for a transaction's messages. */
    PendingCall begin(String channelId, String transactionId) throws SimulationException {
        PendingCall call = new PendingCall();
        if (calls.putIfAbsent(new Key(channelId, transactionId), call) != null) {
            throw new SimulationException("error sending: txid: " + transactionId + "(" + channelId + ") exists");
        }
        if (ended) {
            call.terminate();
        }
        return call;
    }

    void finish(String channelId, String transactionId) {
        calls.remove(new Key(channelId, transactionId));
    }

    /** Sends a message; if the stream can not take it, the stream ends and so do the calls on it. */
    void send(ChaincodeMessage message) {
        try {
            synchronized (sending) {
                if (out != null && !ended) {
                    out.onNext(message);
                }
            }
        } catch (RuntimeException e) {
            // gRPC throws IllegalStateException, and others from serialization: whatever it is, the stream is lost.
            LOG.warn("chaincode {}: error sending {}", address.packageId(), message.getType(), e);
            end("error sending " + message.getType());
        }
    }

    @Override
    public void onNext(ChaincodeMessage message) {
        if (message.getType() == ChaincodeMessage.Type.KEEPALIVE) {
            return;
        }
        if (!ready.isDone()) {
            register(message);
        } else if (isResult(message.getType())) {
            PendingCall call = calls.get(keyOf(message));
            if (call == null) {
                LOG.warn("chaincode {}: a result for unknown transaction {}", address.packageId(), message.getTxid());
            } else {
                call.complete(message);
            }
        } else if (ShimRequests.isRequest(message.getType())) {
            request(message);
        } else {
            end("cannot handle message (" + message.getType() + ") while in ready state");
        }
    }

    private static boolean isResult(ChaincodeMessage.Type type) {
        return type == ChaincodeMessage.Type.COMPLETED || type == ChaincodeMessage.Type.ERROR;
    }

    private void request(ChaincodeMessage message) {
        PendingCall call = calls.get(keyOf(message));
        if (call == null) {
            send(ShimRequests.refusal(message, "no ledger context"));
        } else if (!call.request(message)) {
            LOG.warn(
                    "chaincode {}: another request pending for transaction {}; {} is dropped",
                    address.packageId(),
                    message.getTxid(),
                    message.getType());
        }
    }

    private static Key keyOf(ChaincodeMessage message) {
        return new Key(message.getChannelId(), message.getTxid());
    }

    private void register(ChaincodeMessage message) {
        if (message.getType() != ChaincodeMessage.Type.REGISTER) {
            end("cannot handle message (" + message.getType() + ") while in created state");
            return;
        }
        String name;
        try {
            name = ChaincodeID.parseFrom(message.getPayload()).getName();
        } catch (InvalidProtocolBufferException e) {
            end("could not unmarshal registration info: " + e.getMessage());
            return;
        }
        if (!name.equals(address.packageId())) {
            end("the chaincode server at " + address.target() + " registered as \"" + name + "\", not as \""
                    + address.packageId() + "\": start it with that CORE_CHAINCODE_ID_NAME");
            return;
        }
        send(ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.REGISTERED)
                .build());
        send(ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.READY)
                .setPayload(OFFER.toByteString())
                .build());
        ready.complete(null);
    }

    @Override
    public void onError(Throwable failure) {
        end(String.valueOf(failure.getMessage()));
    }

    @Override
    public void onCompleted() {
        end("the chaincode closed it");
    }

    /** Ends the stream: calls in flight fail, the connection is closed. */
    void end(String reason) {
        synchronized (sending) {
            if (ended) {
                return;
            }
            ended = true;
            if (out != null) {
                out.cancel(reason, null);
            }
        }
        LOG.info("chaincode {} at {}: stream ended: {}", address.packageId(), address.target(), reason);
        ready.completeExceptionally(new SimulationException("chaincode registration failed: " + reason));
        calls.values().forEach(PendingCall::terminate);
        whenEnded.run();
    }
}
