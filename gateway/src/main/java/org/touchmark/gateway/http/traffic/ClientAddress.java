package org.touchmark.gateway.http.traffic;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Where a request comes from. X-Forwarded-For is read from its end, where each proxy writes whom it heard: as long as the one
 * who wrote it is trusted. What a client wrote into it itself stands before that and is never reached.
 */
record ClientAddress(Set<InetAddress> trustedProxies) {
    private static final String ADDRESS = "[0-9a-fA-F:.]{2,45}";

    InetAddress of(Request request) {
        InetAddress from = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
        List<String> hops = request.getHeaders().getCSV(HttpHeader.X_FORWARDED_FOR, false);
        for (int i = hops.size() - 1; i >= 0 && trustedProxies.contains(from); i--) {
            Optional<InetAddress> before = parse(hops.get(i));
            if (before.isEmpty()) {
                return from;
            }
            from = before.get();
        }
        return from;
    }

    /** An address and never a name: nobody is asked who that is. */
    static Optional<InetAddress> parse(String text) {
        if (!text.matches(ADDRESS) || (text.indexOf(':') < 0 && !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
