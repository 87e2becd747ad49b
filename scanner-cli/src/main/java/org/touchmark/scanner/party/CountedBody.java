package org.touchmark.scanner.party;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.touchmark.scanner.console.Progress;

/**
 * A body that tells how much of it is sent: a gateway answers nothing before it has the whole of it, which may take minutes.
 *
 * @param body what is sent
 * @param progress told after each piece
 */
record CountedBody(BodyPublisher body, Consumer<Progress> progress) implements BodyPublisher {

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Counting(subscriber));
    }

    /** Counts what passes. */
    private final class Counting implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> subscriber;
        private final long startNanos = System.nanoTime();
        private long sent;

        Counting(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            sent += piece.remaining();
            subscriber.onNext(piece);
            progress.accept(Progress.since(startNanos, "sending bytes", sent, Math.max(0, contentLength())));
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
