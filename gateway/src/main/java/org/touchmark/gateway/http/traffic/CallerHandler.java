package org.touchmark.gateway.http.traffic;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Tokens;

/** Finds out who asks, for all that counts requests. A token that is nobody's makes nobody: its address is counted. */
final class CallerHandler extends Handler.Wrapper {
    private static final String SCHEME = "bearer ";

    private final ClientAddress addresses;
    private final Tokens tokens;

    CallerHandler(ClientAddress addresses, Tokens tokens) {
        this.addresses = addresses;
        this.tokens = tokens;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        request.setAttribute(Caller.ATTRIBUTE, new Caller(addresses.of(request), member(request)));
        request.setAttribute(
                BodyWait.ATTRIBUTE,
                new BodyWait(request.getConnectionMetaData().getConnection().getEndPoint()));
        return super.handle(request, response, callback);
    }

    private Optional<Member> member(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            return tokens.memberOf(header.substring(SCHEME.length()).strip());
        } catch (ConfigException e) {
            // Whoever needs the token says so.
            return Optional.empty();
        }
    }
}
