package org.touchmark.gateway.http;

import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.Problems;

/** What a body that can't be received is answered: it is the client's fault, or its network's, and never a 500. */
final class UnreadableBody {
    private UnreadableBody() {}

    static Problem problem(Exception e, BodyPace pace) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return Problems.tooSlow(pace.rule());
            }
            if (cause instanceof HttpException http && http.getCode() == 408) {
                return Problems.tooSlow(pace.rule());
            }
        }
        return Problem.of(
                400,
                "BODY_MALFORMED",
                "The body can't be received",
                "The body ends before its Content-Length, or its chunks are not those of RFC 9112 section 7.1; nothing of"
                        + " it was used. Send it again, whole.");
    }
}
