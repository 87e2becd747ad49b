package org.touchmark.gateway.http.traffic;

import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.security.Network;

/**
 * Who asks.
 *
 * @param address where from; the client's behind a trusted proxy
 * @param member the party whose token it shows
 */
public record Caller(InetAddress address, Optional<Member> member) {
    /** The request's attribute that holds its caller. */
    public static final String ATTRIBUTE = "org.touchmark.caller";

    static Caller of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the caller is found out before anything else is done");
    }

    /** What its requests are counted by. */
    String key() {
        return member.map(party -> "party " + party.gln()).orElseGet(() -> Network.of(address));
    }
}
