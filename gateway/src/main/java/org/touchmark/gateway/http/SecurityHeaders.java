package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;

/** Headers of every answer: nothing from elsewhere, nothing sniffed, nothing framed, nothing kept. */
final class SecurityHeaders {
    /** The style sheet and the icon are the gateway's own, and the one form asks it; there is no script. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void install(RoutesConfig routes) {
        routes.before(SecurityHeaders::set);
    }

    private static void set(Context ctx) {
        ctx.header(Header.CONTENT_SECURITY_POLICY, POLICY);
        ctx.header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
        // A label's link holds its serial and secret: no other site is told where a reader came from.
        ctx.header(Header.REFERRER_POLICY, "no-referrer");
        ctx.header(Header.CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
        ctx.header(Header.CACHE_CONTROL, "no-store");
    }
}
