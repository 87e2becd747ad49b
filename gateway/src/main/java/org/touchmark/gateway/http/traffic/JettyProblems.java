package org.touchmark.gateway.http.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.problem.Problem;

/** Problem details for what is refused before a route is looked for: malformed requests, headers that are too long. */
public final class JettyProblems extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        // Jetty closes the connection after a request that it could not read, and does not say so by itself: a client
        // would send its next request into a connection that is about to end.
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        write(response, callback, of(code));
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    /** Answers with a problem where there is no route yet. */
    static void write(Response response, Callback callback, Problem problem) {
        byte[] body = problem.toJson().toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        problem.retryAfterSeconds()
                .ifPresent(seconds -> response.getHeaders().put(HttpHeader.RETRY_AFTER, Integer.toString(seconds)));
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    // The reason that Jetty gives may repeat the request, so it stays out.
    private static Problem of(int code) {
        int status = Math.max(400, code);
        return Problem.of(status, "HTTP_" + status, HttpStatus.getMessage(status), detail(status));
    }

    private static String detail(int status) {
        return switch (status) {
            case HttpStatus.BAD_REQUEST_400 ->
                "The request breaks a rule of HTTP/1.1 (RFC 9112): lines end with CR LF, fields are one line each, a body"
                        + " has one length, the address is one that RFC 3986 allows.";
            case HttpStatus.REQUEST_TIMEOUT_408 -> "The request did not arrive in time; send it again, at once.";
            case HttpStatus.URI_TOO_LONG_414 -> "The address is too long; send what it holds as a body.";
            case HttpStatus.EXPECTATION_FAILED_417 ->
                "Of expectations only 100-continue is known; leave the header out.";
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "The header is longer than " + TrafficRules.MAX_HEADER_BYTES + " bytes; send fewer or shorter fields.";
            case HttpStatus.NOT_IMPLEMENTED_501 -> "The method or the transfer coding is not known here.";
            case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 -> "Only HTTP/1.1 is spoken here.";
            default -> "The HTTP server could not read this request.";
        };
    }
}
