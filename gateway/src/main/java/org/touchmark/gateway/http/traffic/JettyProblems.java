package org.touchmark.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.touchmark.gateway.problem.Problem;

/** Problem details for what Jetty refuses before a route is looked for: malformed requests, headers that are too long. */
final class JettyProblems extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        // Jetty closes the connection after a request that it could not read, and does not say so by itself: a client
        // would send its next request into a connection that is about to end.
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        response.write(true, ByteBuffer.wrap(body(code)), callback);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    // The reason that Jetty gives may repeat the request, so it stays out.
    private static byte[] body(int status) {
        Problem problem = Problem.of(
                Math.max(400, status),
                "HTTP_" + status,
                HttpStatus.getMessage(status),
                "The HTTP server could not read this request.");
        return problem.toJson().toString().getBytes(StandardCharsets.UTF_8);
    }
}
