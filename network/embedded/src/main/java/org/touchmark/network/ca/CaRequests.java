package org.touchmark.network.ca;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers send, as Fabric CA's api/client.go and api/net.go name it. */
final class CaRequests {
    private CaRequests() {}

    /**
     * Asks for a certificate.
     *
     * @param csr PKCS#10 as PEM
     * @param attributes null for those that certificates carry unasked
     */
    record Enrol(
            @JsonProperty("certificate_request") @Nullable String csr,
            @JsonProperty("profile") @Nullable String profile,
            @JsonProperty("hosts") @Nullable List<String> hosts,
            @JsonProperty("attr_reqs") @Nullable List<AttributeRequest> attributes,
            @JsonProperty("subject") @Nullable JsonNode subject) {}

    /** One attribute that a certificate is to carry. */
    record AttributeRequest(
            @JsonProperty("name") String name,
            @JsonProperty("optional") boolean optional) {}

    /** Makes an identity known. */
    record Register(
            @JsonProperty("id") @Nullable String id,
            @JsonProperty("type") @Nullable String type,
            @JsonProperty("secret") @Nullable String secret,
            @JsonProperty("max_enrollments") int maxEnrolments,
            @JsonProperty("affiliation") @Nullable String affiliation,
            @JsonProperty("attrs") @Nullable List<CaAttribute> attributes) {}

    /** Takes back one certificate, by serial and key identifier of its issuer, or all of an identity. */
    record Revoke(
            @JsonProperty("id") @Nullable String id,
            @JsonProperty("serial") @Nullable String serial,
            @JsonProperty("aki") @Nullable String aki,
            @JsonProperty("reason") @Nullable String reason,
            @JsonProperty("gencrl") boolean generateCrl) {}

    /** Asks for the revoked certificates; Go's zero time stands for no bound. */
    record GenerateCrl(
            @JsonProperty("revokedafter") @Nullable String revokedAfter,
            @JsonProperty("revokedbefore") @Nullable String revokedBefore,
            @JsonProperty("expireafter") @Nullable String expireAfter,
            @JsonProperty("expirebefore") @Nullable String expireBefore) {}
}
