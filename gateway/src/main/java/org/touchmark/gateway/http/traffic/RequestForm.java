package org.touchmark.gateway.http.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.Problems;

/**
 * Refuses requests that a program behind could read in two ways, and lets every route answer HEAD as it answers GET: the
 * server itself leaves the body out.
 */
final class RequestForm extends Handler.Wrapper {
    private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, POST";

    /** Of these a second one would contradict the first, and which of the two counts is anyone's guess. */
    private static final List<HttpHeader> ONCE =
            List.of(HttpHeader.AUTHORIZATION, HttpHeader.CONTENT_TYPE, HttpHeader.CONTENT_ENCODING, HttpHeader.EXPECT);

    private static final List<String> OURS_ONCE = List.of("Idempotency-Key");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<Problem> wrong = wrong(request);
        if (wrong.isPresent()) {
            if (wrong.get().status() == HttpStatus.NOT_IMPLEMENTED_501) {
                // Where a body ends whose coding is not known, nobody knows.
                response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            }
            JettyProblems.write(response, callback, wrong.get());
            return true;
        }
        if (request.getHttpURI().getPath().equals("*")) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            response.getHeaders().put(HttpHeader.ALLOW, METHODS);
            callback.succeeded();
            return true;
        }
        Request plain = LabelPath.plain(request);
        return super.handle(HttpMethod.HEAD.is(plain.getMethod()) ? new AsGet(plain) : plain, response, callback);
    }

    private static Optional<Problem> wrong(Request request) {
        for (HttpHeader header : ONCE) {
            if (request.getHeaders().getValuesList(header).size() > 1) {
                return twice(header.asString());
            }
        }
        for (String header : OURS_ONCE) {
            if (request.getHeaders().getValuesList(header).size() > 1) {
                return twice(header);
            }
        }
        String path = request.getHttpURI().getPath();
        if (path == null || (path.equals("*") && !HttpMethod.OPTIONS.is(request.getMethod()))) {
            return Optional.of(
                    Problems.badRequest("The request names no path; the first line is METHOD /path HTTP/1.1."));
        }
        String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of(Problem.of(
                    415,
                    "CONTENT_ENCODING_UNSUPPORTED",
                    "The body's coding is not read here",
                    "Bodies are read as they are, never unpacked; send this one without Content-Encoding."));
        }
        if (isCoded(request)) {
            return Optional.of(Problem.of(
                    501,
                    "TRANSFER_CODING_UNSUPPORTED",
                    "The body's transfer coding is not known here",
                    "Of transfer codings only chunked is known, alone; send this body without another."));
        }
        Optional<Problem> badType = MediaTypes.wrong(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        if (badType.isPresent()) {
            return badType;
        }
        // What a label's link holds is judged as a code, with an answer that says what is wrong with it.
        return path.startsWith("/api/") ? badQuery(request.getHttpURI().getQuery()) : Optional.empty();
    }

    // RFC 9112 section 6.1: of codings only chunked is known here; what another one packed would be read as it is.
    private static boolean isCoded(Request request) {
        List<String> codings = request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false);
        return !codings.isEmpty() && !(codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"));
    }

    private static Optional<Problem> twice(String header) {
        return Optional.of(Problems.badRequest("The header " + header + " comes more than once; send it once."));
    }

    private static Optional<Problem> badQuery(@Nullable String query) {
        return query == null || isText(query)
                ? Optional.empty()
                : Optional.of(
                        Problems.badRequest("The query is not percent-encoded UTF-8 text, or has control characters:"
                                + " write each byte of a character as % and two hex digits."));
    }

    /** Whether percent-encoded bytes and characters make UTF-8 text without control characters. */
    static boolean isText(String encoded) {
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int value = raw[i];
            if (value == '%') {
                value = i + 2 < raw.length ? hex(raw[i + 1], raw[i + 2]) : -1;
                if (value < 0) {
                    return false;
                }
                i += 2;
            }
            if ((value >= 0 && value < ' ') || value == 0x7F) {
                return false;
            }
            decoded.put((byte) value);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int hex(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }

    private static final class AsGet extends Request.Wrapper {
        AsGet(Request head) {
            super(head);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.asString();
        }
    }
}
