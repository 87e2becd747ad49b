package org.touchmark.network.ca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a registrar may read of a CA's books (lib/serveridentities.go, lib/servercertificates.go,
 * lib/serveraffiliations.go): identities, certificates, and the affiliations, of which this CA has none.
 */
final class CaLists {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CERTIFICATE_FILTERS =
            Set.of("ca", "id", "serial", "aki", "notexpired", "notrevoked");

    private final CertificateAuthority authority;

    CaLists(CertificateAuthority authority) {
        this.authority = authority;
    }

    /** {@code name} is that of one identity, or "" for all that the caller may register. */
    JsonNode identities(RegisteredIdentity caller, String name) throws CaException {
        List<RegisteredIdentity> seen = authority.identities(caller);
        if (name.isEmpty()) {
            ObjectNode result = JSON.createObjectNode();
            ArrayNode identities = result.putArray("identities");
            seen.forEach(identity -> describe(identities.addObject(), identity));
            return result.put("caname", authority.name());
        }
        ObjectNode result = JSON.createObjectNode();
        describe(
                result,
                seen.stream()
                        .filter(identity -> identity.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> notFound("User")));
        return result.put("caname", authority.name());
    }

    private static void describe(ObjectNode entry, RegisteredIdentity identity) {
        entry.put("id", identity.name()).put("type", identity.type()).put("affiliation", "");
        ArrayNode attributes = entry.putArray("attrs");
        identity.attributes().forEach(attributes::addPOJO);
        entry.put("max_enrollments", identity.maxEnrolments());
    }

    /** All certificates, or those that the filters leave; one that this CA does not know is refused. */
    JsonNode certificates(RegisteredIdentity caller, Map<String, String> filters) throws CaException {
        for (String filter : filters.keySet()) {
            if (!CERTIFICATE_FILTERS.contains(filter)) {
                throw new CaException(
                        501,
                        CaErrorCode.UNKNOWN,
                        "The embedded CA lists certificates by id, serial, aki, notexpired and notrevoked, not by "
                                + filter);
            }
        }
        Instant now = Instant.now();
        ObjectNode result = JSON.createObjectNode();
        ArrayNode certificates = result.putArray("certs");
        for (BookedCertificate certificate : authority.certificates(caller)) {
            if (passes(certificate.issued(), filters, now)) {
                certificates.addObject().put("PEM", certificate.pem());
            }
        }
        return result.put("caname", authority.name());
    }

    private boolean passes(IssuedCertificate certificate, Map<String, String> filters, Instant now) {
        String id = filters.getOrDefault("id", "");
        String aki = normal(filters.getOrDefault("aki", ""));
        String serial = normal(filters.getOrDefault("serial", ""));
        return (id.isEmpty() || id.equals(certificate.holder()))
                && (aki.isEmpty() || aki.equals(authority.keyId()))
                && (serial.isEmpty() || serial.equals(hex(certificate.serial())))
                && !(isSet(filters, "notexpired") && certificate.notAfter().isBefore(now))
                && !(isSet(filters, "notrevoked") && certificate.revokedAt() != null);
    }

    private static boolean isSet(Map<String, String> filters, String name) {
        return Boolean.parseBoolean(filters.get(name));
    }

    private static String hex(BigInteger serial) {
        return serial.toString(16);
    }

    private static String normal(String hex) {
        return hex.toLowerCase(Locale.ROOT).replace(":", "").replaceFirst("^0+", "");
    }

    /** The root alone, which has no name. */
    JsonNode affiliations(RegisteredIdentity caller, String name) throws CaException {
        RegistrationRules.requireRegistrar(caller);
        if (!name.isEmpty()) {
            throw notFound("affiliation");
        }
        return JSON.createObjectNode().put("name", "").put("caname", authority.name());
    }

    private static CaException notFound(String what) {
        return new CaException(
                404, CaErrorCode.NOT_IN_DATABASE, "Failed to get " + what + ": sql: no rows in result set");
    }
}
