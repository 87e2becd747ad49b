package org.touchmark.domain.label;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the phone of a shopper can get where a label's link leads. A label can't be changed once it is printed, so what leads
 * to the machine on which it was tried out is found before.
 */
public final class LabelReach {
    /** RFC 6761, RFC 6762, RFC 8375, RFC 2606, and names that home routers and companies use; nobody else resolves them. */
    private static final Set<String> PRIVATE_ENDINGS = Set.of(
            "localhost",
            "local",
            "localdomain",
            "internal",
            "intranet",
            "private",
            "corp",
            "home",
            "lan",
            "home.arpa",
            "test",
            "example",
            "example.com",
            "example.net",
            "example.org",
            "invalid");

    /** Loopback, unspecified, unique local and link-local (RFC 4193, RFC 4291), and IPv4 inside IPv6. */
    private static final Pattern PRIVATE_IPV6 =
            Pattern.compile("\\[(?:(?:0{0,4}:)*:?0{0,3}[01]?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*|.*\\..*"
                    + "|(?:0{0,4}:)*:?ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4})]");

    private LabelReach() {}

    /** What keeps a shopper's phone from a label's address, in words that follow the address; empty if nothing does. */
    public static String obstacle(LabelOrigin origin) {
        String host = origin.host();
        boolean isAddress = HostAddress.isMeant(host);
        if (isAddress && HostAddress.read(host).isEmpty()) {
            return "browsers take a host that ends in a number for an IPv4 address, and this is none";
        }
        if (isAddress ? HostAddress.isPrivate(HostAddress.read(host).getAsLong()) : isPrivate(host)) {
            return "only this machine or its own network gets there";
        }
        return origin.scheme().equals("http")
                ? "it is not encrypted, so that whoever is between can show another page"
                : "";
    }

    private static boolean isPrivate(String host) {
        if (host.startsWith("[")) {
            return PRIVATE_IPV6.matcher(host).matches();
        }
        return !host.contains(".")
                || PRIVATE_ENDINGS.stream().anyMatch(ending -> host.equals(ending) || host.endsWith("." + ending));
    }
}
