package org.touchmark.network.ca;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that a CA knows of an identity.
 *
 * @param name such as {@code touchmark.gln}; names that begin with "hf." are the CA's own rights
 * @param value any text
 * @param inCertificate whether certificates carry it unasked
 */
public record CaAttribute(
        @JsonProperty("name") String name,
        @JsonProperty("value") String value,
        @JsonProperty("ecert") boolean inCertificate) {
    private static final int MAX_CHARACTERS = 256;

    public CaAttribute {
        name = name == null ? "" : name;
        value = value == null ? "" : value;
        if (name.isEmpty() || name.length() > MAX_CHARACTERS || value.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "attribute '%.40s': name and value must have at most %d characters, the name at least one"
                            .formatted(name, MAX_CHARACTERS));
        }
    }
}
