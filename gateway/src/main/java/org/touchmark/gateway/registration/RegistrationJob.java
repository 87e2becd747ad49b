package org.touchmark.gateway.registration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.touchmark.domain.batch.BatchHead;

/** A registration that runs by itself: whoever watches it may go away. */
public final class RegistrationJob {
    private final KeptBatch batch;
    private final List<String> warnings;
    private volatile String waitingFor = "";
    private final CompletableFuture<BatchHead> result = new CompletableFuture<>();
    private final CompletableFuture<Future<?>> task = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile Progress progress;

    RegistrationJob(KeptBatch batch, List<String> warnings) {
        this.batch = batch;
        this.warnings = List.copyOf(warnings);
        this.progress = Progress.of(Progress.Stage.WAITING, 0, 1, 0);
    }

    /**
     * The batch that is registered.
     *
     * @return what is kept of it
     */
    public KeptBatch batch() {
        return batch;
    }

    /**
     * What the brand should know of its input.
     *
     * @return sentences
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * How far it is.
     *
     * @return the newest progress
     */
    public Progress progress() {
        return progress;
    }

    /**
     * What keeps it from going on.
     *
     * @return why the ledger does not answer; empty while it does
     */
    public String waitingFor() {
        return waitingFor;
    }

    /**
     * Waits for the end.
     *
     * @param limit how long
     * @return the sealed head; empty if it is not done within the limit
     * @throws RuntimeException what the registration failed with
     */
    public Optional<BatchHead> await(Duration limit) {
        try {
            return Optional.of(result.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the gateway is ending; post the batch again to go on");
        }
    }

    void report(Progress newest) {
        progress = newest;
    }

    /** Tells it what to interrupt when it is stopped. */
    void runsAs(Future<?> queued) {
        task.complete(queued);
    }

    /** Ends it where it is. One that waits in the queue never starts. */
    void stop() {
        stopped = true;
        task.join().cancel(true);
    }

    boolean isStopped() {
        return stopped;
    }

    void waitFor(String what) {
        waitingFor = what;
    }

    void done(BatchHead head) {
        result.complete(head);
    }

    void failed(Throwable cause) {
        result.completeExceptionally(cause);
    }
}
