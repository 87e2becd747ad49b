package org.touchmark.scanner.party;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;

/** Names a batch: a trade item and a lot of it. */
public record BatchKey(Gtin gtin, Lot lot) {

    /** The batch's path below the API's batches. */
    String path() {
        return "/api/v1/batches/" + gtin.digits() + "/" + encoded(lot.value());
    }

    /** Percent-encoded for a path segment or a query's value (RFC 3986 section 2.1). */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "GTIN " + gtin.digits() + " lot " + lot.value();
    }
}
