package org.touchmark.gateway.http.traffic;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.touchmark.gateway.member.Member;

/**
 * Who asks.
 *
 * @param address where from; the client's behind a trusted proxy
 * @param member the party whose token it shows
 */
public record Caller(InetAddress address, Optional<Member> member) {
    /** The request's attribute that holds its caller. */
    public static final String ATTRIBUTE = "org.touchmark.caller";

    private static final int NETWORK_BYTES = 8;

    static Caller of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the caller is found out before anything else is done");
    }

    /** What its requests are counted by. */
    String key() {
        return member.map(party -> "party " + party.gln()).orElseGet(() -> network(address));
    }

    static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? "net " + HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : "address " + address.getHostAddress();
    }
}
