package org.touchmark.network.ca;

import java.time.Duration;

/**
 * What a CA is.
 *
 * @param name what callers may name it by, such as {@code ca-aurelia}
 * @param organisation the root certificate's organisation
 * @param certificateValidity how long a member's certificate is good
 * @param authorityValidity how long the root is good
 */
public record CaSettings(String name, String organisation, Duration certificateValidity, Duration authorityValidity) {
    /** Fabric CA's own terms: a year for members, fifteen for the root (cmd/fabric-ca-server/config.go). */
    public static CaSettings of(String name, String organisation) {
        return new CaSettings(name, organisation, Duration.ofDays(365), Duration.ofDays(15 * 365));
    }
}
