package org.touchmark.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Locale;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Tokens;
import org.touchmark.gateway.problem.Problems;

/** Who is asking: a bearer token (RFC 6750) stands for one party. */
final class Authentication {
    /** The request's attribute that holds who was asked whose token it shows. */
    private static final String ASKED = "org.touchmark.asked";

    private static final String SCHEME = "bearer ";

    private final Tokens tokens;

    Authentication(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Asks again, after what took long such as a body: a token that was taken away meanwhile is good for nothing that is
     * written from now on.
     */
    static void again(Context ctx) {
        Authentication asked = ctx.attribute(ASKED);
        if (asked != null) {
            asked.require(ctx);
        }
    }

    Member require(Context ctx) {
        ctx.attribute(ASKED, this);
        String header = ctx.header(Header.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw Problems.unauthorized(
                            "Send the header \"Authorization: Bearer TOKEN\"; gateway/admit wrote each party's token into"
                                    + " its tokens folder.")
                    .asException();
        }
        try {
            return tokens.memberOf(header.substring(SCHEME.length()).strip()).orElseThrow(Authentication::unknown);
        } catch (ConfigException e) {
            throw Problems.unavailable(
                            "TOKENS_UNREADABLE",
                            "The gateway can't read whose token is whose, so no token is good until it can; its operator"
                                    + " finds why in its log.")
                    .asException();
        }
    }

    private static RuntimeException unknown() {
        return Problems.unauthorized(
                        "This token is no hosted party's: it may have been replaced by a newer one, or taken away.")
                .asException();
    }
}
