package org.touchmark.domain.label;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * Where a label's link leads: scheme, host with port, and a path before the GS1 keys. Chosen by the brand and covered by no
 * signature. Scheme and authority are lower case here.
 *
 * @param scheme https or http
 * @param authority host, or host:port
 * @param prefix empty, or path segments such as {@code /id}; empty segments are segments (RFC 3986 section 3.3)
 */
public record LabelOrigin(String scheme, String authority, String prefix) {
    /** Characters of a prefix at most. */
    public static final int MAX_PREFIX = 200;

    private static final Pattern SCHEME = Pattern.compile("https?");
    /**
     * RFC 3986's reg-name without escapes, with the dot at the end that a full name may have, or an IPv6 address in brackets;
     * no user name, which only serves deceit.
     */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?\\.?|\\[[0-9a-f:.]{2,45}])(?::[0-9]{1,5})?");

    private static final Pattern PREFIX = Pattern.compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*");
    private static final Pattern TEXT = Pattern.compile("(?:([A-Za-z]+)://)?([^/]*)(/.*)?");

    /** Where GS1 itself resolves links: the origin of a link's canonical form (GS1 Digital Link, section 4.12). */
    public static final LabelOrigin CANONICAL = new LabelOrigin("https", "id.gs1.org", "");

    public LabelOrigin {
        // RFC 3986 section 3.2.3: a colon without a port is legal, and means what no colon means.
        authority = authority.endsWith(":") ? authority.substring(0, authority.length() - 1) : authority;
        if (!SCHEME.matcher(scheme).matches()) {
            throw refused("scheme is \"" + scheme + "\", should be https or http");
        }
        if (!AUTHORITY.matcher(authority).matches()) {
            throw refused("\"" + authority + "\" is not a host with or without a port");
        }
        if (prefix.length() > MAX_PREFIX || !PREFIX.matcher(prefix).matches()) {
            throw refused("path \"" + prefix + "\" should be at most " + MAX_PREFIX
                    + " characters, each segment after a" + " slash");
        }
    }

    /** Reads {@code id.example}, {@code https://id.example/products} or {@code http://localhost:8080}; https if unsaid. */
    public static LabelOrigin parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw refused("\"" + text + "\" is not a host");
        }
        String scheme = matcher.group(1) == null ? "https" : matcher.group(1).toLowerCase(Locale.ROOT);
        String path = matcher.group(3) == null ? "" : matcher.group(3);
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new LabelOrigin(scheme, matcher.group(2).toLowerCase(Locale.ROOT), prefix);
    }

    /** The host without its port, and without the dot that a full name may end with. */
    public String host() {
        int port = authority.lastIndexOf(':');
        String host = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** In upper case as far as it means the same, for QR codes in alphanumeric mode. */
    String upperCase() {
        return (scheme + "://" + authority).toUpperCase(Locale.ROOT) + prefix;
    }

    /** As it opens a URI. */
    @Override
    public String toString() {
        return scheme + "://" + authority + prefix;
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "label host: " + rule);
    }
}
