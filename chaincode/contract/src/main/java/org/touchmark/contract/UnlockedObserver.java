package org.touchmark.contract;

import io.grpc.stub.StreamObserver;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;

/**
 * A peer's side of a stream that never throws at its sender.
 *
 * <p>The shim sends under a lock that it does not release when sending fails, so one message to a peer that has gone would
 * leave every later one of that stream waiting for good. Takes messages from many threads, one at a time.
 */
final class UnlockedObserver implements StreamObserver<ChaincodeMessage> {
    private static final Logger LOG = Logger.getLogger(UnlockedObserver.class.getName());

    private final StreamObserver<ChaincodeMessage> peer;

    UnlockedObserver(StreamObserver<ChaincodeMessage> peer) {
        this.peer = peer;
    }

    @Override
    public synchronized void onNext(ChaincodeMessage message) {
        try {
            peer.onNext(message);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "transaction " + message.getTxid() + " can't be answered: the peer has gone", e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        peer.onError(failure);
    }

    @Override
    public void onCompleted() {
        peer.onCompleted();
    }
}
