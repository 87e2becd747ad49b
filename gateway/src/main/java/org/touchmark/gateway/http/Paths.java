package org.touchmark.gateway.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;

/** Addresses of this gateway, built from values that may hold any character of GS1's set. */
final class Paths {
    private Paths() {}

    static String batch(Gtin gtin, Lot lot) {
        return BatchRoutes.PATH + "/" + gtin + "/" + segment(lot.value());
    }

    // A form encodes a space as a plus sign; a path does not, and no GS1 value has a space.
    private static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
