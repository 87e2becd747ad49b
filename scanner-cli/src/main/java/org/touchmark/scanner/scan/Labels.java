package org.touchmark.scanner.scan;

import org.touchmark.domain.label.DigitalLink;

/** What a gateway is asked about a label. */
final class Labels {

    private Labels() {}

    /** The label's path and query, without scheme, host and what the host puts before the GS1 keys. */
    static String pathAndQuery(DigitalLink link) {
        // A compact link has its origin in upper case, which is as long.
        return link.uri().substring(link.origin().toString().length());
    }
}
