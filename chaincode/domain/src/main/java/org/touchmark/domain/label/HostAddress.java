package org.touchmark.domain.label;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * IPv4 addresses in hosts as browsers read them (WHATWG URL, "ends in a number" and "IPv4 parser"): one to four numbers, each
 * decimal, octal (0...) or hexadecimal (0x...), of which the last fills what the others leave.
 */
final class HostAddress {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-f]*");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]*");
    private static final int PARTS = 4;
    private static final int PART_BITS = 8;

    /** Network and bits of it: this host (RFC 1122), private (RFC 1918), shared (RFC 6598), loopback, link-local (RFC 3927). */
    private static final long[][] PRIVATE = {
        {0, 8},
        {10L << 24, 8},
        {127L << 24, 8},
        {169L << 24 | 254 << 16, 16},
        {172L << 24 | 16 << 16, 12},
        {192L << 24 | 168 << 16, 16},
        {100L << 24 | 64 << 16, 10}
    };

    private HostAddress() {}

    /** Whether a browser takes a host in small letters for an IPv4 address, be it one or not. */
    static boolean isMeant(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return DIGITS.matcher(last).matches() || HEX.matcher(last).matches();
    }

    /** The address that a host is; empty where a browser refuses it. */
    static OptionalLong read(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > PARTS) {
            return OptionalLong.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            int bits = i < parts.length - 1 ? PART_BITS : PART_BITS * (PARTS + 1 - parts.length);
            BigInteger number = number(parts[i]);
            if (number.signum() < 0 || number.bitLength() > bits) {
                return OptionalLong.empty();
            }
            address = address << bits | number.longValue();
        }
        return OptionalLong.of(address);
    }

    /** Whether only its own machine or network gets to an address. */
    static boolean isPrivate(long address) {
        for (long[] network : PRIVATE) {
            if ((address ^ network[0]) >> (PARTS * PART_BITS - network[1]) == 0) {
                return true;
            }
        }
        return false;
    }

    /** A negative number where the part is none. */
    private static BigInteger number(String part) {
        if (HEX.matcher(part).matches()) {
            return new BigInteger("0" + part.substring(2), 16);
        }
        if (OCTAL.matcher(part).matches()) {
            return new BigInteger(part, 8);
        }
        return DIGITS.matcher(part).matches() && part.charAt(0) != '0' ? new BigInteger(part) : BigInteger.ONE.negate();
    }
}
