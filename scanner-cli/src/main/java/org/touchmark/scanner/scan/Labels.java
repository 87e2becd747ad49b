package org.touchmark.scanner.scan;

import java.util.regex.Pattern;
import org.touchmark.domain.label.DigitalLink;

/** What can be said of a code's text before anyone is asked. */
final class Labels {

    /** A web address with a GTIN (AI 01) in its path: it wants to be a GS1 Digital Link. */
    private static final Pattern LIKE_A_LABEL =
            Pattern.compile("https?://[^/?#]+/(?:[^?#]*/)?01/.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Labels() {}

    static boolean isLikeALabel(String text) {
        return LIKE_A_LABEL.matcher(text).matches();
    }

    /** The label's path and query, without scheme, host and what the host puts before the GS1 keys. */
    static String pathAndQuery(DigitalLink link) {
        // A compact link has its origin in upper case, which is as long.
        return link.uri().substring(link.origin().toString().length());
    }
}
