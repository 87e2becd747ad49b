package org.touchmark.gateway.http.traffic;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.security.Refusal;
import org.touchmark.gateway.security.SecurityLog;

/** Answers what is over a caller's limit. */
record TooMany(SecurityLog log) implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Caller caller = Caller.of(request);
        Problem problem = Problem.of(
                429,
                "TOO_MANY_REQUESTS",
                "Too many requests of one caller",
                (caller.member().isPresent() ? "This party" : "This address")
                        + " sends more than its share; nothing of this request was done. Send it again after the time in"
                        + " Retry-After, and fewer at once.");
        log.refused(Refusal.of(
                caller.address(), caller.member(), request.getMethod(), Request.getPathInContext(request), problem));
        JettyProblems.write(response, callback, problem);
        return true;
    }
}
