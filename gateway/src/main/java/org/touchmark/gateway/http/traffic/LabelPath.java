package org.touchmark.gateway.http.traffic;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/**
 * The path of a label whose link has empty segments before its key, as RFC 3986 allows and some printers write it: without
 * them, so that it is answered as {@code /scan} answers the same link.
 */
final class LabelPath {
    private static final Pattern EMPTY_FIRST = Pattern.compile("/{2,}([0-9]{2,4}/.*)");

    private LabelPath() {}

    static Request plain(Request request) {
        HttpURI uri = request.getHttpURI();
        var empty = EMPTY_FIRST.matcher(uri.getPath());
        return empty.matches()
                ? new At(request, HttpURI.build(uri).path("/" + empty.group(1)).asImmutable())
                : request;
    }

    private static final class At extends Request.Wrapper {
        private final HttpURI uri;

        At(Request request, HttpURI uri) {
            super(request);
            this.uri = uri;
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }
    }
}
