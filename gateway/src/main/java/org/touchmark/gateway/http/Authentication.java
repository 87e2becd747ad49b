package org.touchmark.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Locale;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Members;
import org.touchmark.gateway.problem.Problems;

/** Who is asking: a bearer token (RFC 6750) stands for one party. */
final class Authentication {
    private static final String SCHEME = "bearer ";
    private static final int MAX_TOKEN_CHARACTERS = 200;

    private final Members members;

    Authentication(Members members) {
        this.members = members;
    }

    Member require(Context ctx) {
        String header = ctx.header(Header.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw Problems.unauthorized(
                            "Send the header \"Authorization: Bearer TOKEN\"; gateway/admit wrote each party's token into"
                                    + " its tokens folder.")
                    .asException();
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.length() > MAX_TOKEN_CHARACTERS) {
            throw unknown();
        }
        return members.byToken(token).orElseThrow(Authentication::unknown);
    }

    private static RuntimeException unknown() {
        return Problems.unauthorized("This token is no hosted party's: it may have been replaced by a newer one.")
                .asException();
    }
}
