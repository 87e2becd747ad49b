package org.touchmark.network.testing.nodes;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes what a stream brings, for a test to ask for one by one. */
public final class Recorder<T> implements StreamObserver<T> {
    private static final int DEADLINE_SECONDS = 20;

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

    private enum End {
        COMPLETED
    }

    @Override
    public void onNext(T value) {
        events.add(value);
    }

    @Override
    public void onError(Throwable cause) {
        events.add(Status.fromThrowable(cause));
    }

    @Override
    public void onCompleted() {
        events.add(End.COMPLETED);
    }

    private Object take() throws InterruptedException {
        Object event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing came within " + DEADLINE_SECONDS + " s");
        }
        return event;
    }

    public T next(Class<T> type) throws InterruptedException {
        Object event = take();
        if (!type.isInstance(event)) {
            throw new AssertionError("the stream ended: " + event);
        }
        return type.cast(event);
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    public void assertCompleted() throws InterruptedException {
        Object event = take();
        if (event != End.COMPLETED) {
            throw new AssertionError("not completed but " + event);
        }
    }

    public Status failure() throws InterruptedException {
        return (Status) take();
    }
}
