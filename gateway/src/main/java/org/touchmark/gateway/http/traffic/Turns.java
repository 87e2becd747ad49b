package org.touchmark.gateway.http.traffic;

import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.Problems;

/**
 * Lets so many requests at once to the threads that a ledger may hold. The others wait without one: first those of callers
 * who have little under way, so that a crowd of one caller's does not stand before another's first.
 */
final class Turns extends QoSHandler {
    private static final int FEW = 4;

    private final InFlightLimit inFlight;

    Turns(int atOnce, int waiting, Duration patience, InFlightLimit inFlight) {
        this.inFlight = inFlight;
        setMaxRequestCount(atOnce);
        setMaxSuspendedRequestCount(waiting);
        setMaxSuspend(patience);
    }

    @Override
    protected int getPriority(Request request) {
        return inFlight.of(Caller.of(request)) <= FEW ? 1 : 0;
    }

    @Override
    protected void reject(Request request, Response response, Callback callback, int status) {
        JettyProblems.write(response, callback, busy());
    }

    @Override
    protected void failSuspended(
            Request request, Response response, Callback callback, int status, @Nullable Throwable failure) {
        JettyProblems.write(response, callback, busy());
    }

    private static Problem busy() {
        return Problems.unavailable(
                "GATEWAY_BUSY",
                "All that this gateway does at once is being done, and nothing of this request was: send it again after"
                        + " the time in Retry-After.");
    }
}
