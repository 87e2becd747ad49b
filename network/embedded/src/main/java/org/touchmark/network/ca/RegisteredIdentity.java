package org.touchmark.network.ca;

import java.util.List;
import java.util.Optional;

/**
 * An identity that a CA knows.
 *
 * @param name the enrolment id, which certificates carry as their common name
 * @param type client, peer, orderer or admin: the certificate's organisational unit
 * @param maxEnrolments how often its secret serves; -1 for any number
 */
record RegisteredIdentity(
        String name,
        String type,
        List<CaAttribute> attributes,
        String secretHash,
        int maxEnrolments,
        int enrolments,
        int failedLogins,
        boolean revoked) {
    RegisteredIdentity {
        attributes = List.copyOf(attributes);
    }

    Optional<String> attribute(String attributeName) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(attributeName))
                .map(CaAttribute::value)
                .findFirst();
    }

    boolean hasRight(String attributeName) {
        return attribute(attributeName).filter("true"::equalsIgnoreCase).isPresent();
    }

    @Override
    public String toString() {
        return name + " (" + type + ")";
    }
}
