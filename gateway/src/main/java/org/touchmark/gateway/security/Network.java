package org.touchmark.gateway.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What an address is counted by: of IPv6 the network of 64 bits, since whoever has one address of it has all of them. */
public final class Network {
    private static final int BYTES = 8;

    private Network() {}

    /**
     * The network of an address.
     *
     * @param address an address
     * @return the same text for all addresses that count as one
     */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? "net " + HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), BYTES))
                : "address " + address.getHostAddress();
    }
}
