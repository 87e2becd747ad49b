package org.touchmark.domain.trust;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

/** The attributes that a Fabric CA wrote into a certificate: lib/attrmgr/attrmgr.go, extension {@value #EXTENSION}. */
public record CertificateAttributes(Map<String, String> values) {
    /** The extension's object identifier. */
    public static final String EXTENSION = "1.2.3.4.5.6.7.8.1";

    /** The attribute that names the party. */
    public static final String GLN = "touchmark.gln";

    /** The attribute that names the party's roles, lower case, separated by commas. */
    public static final String ROLE = "touchmark.role";

    /** Bytes of the extension at most. */
    public static final int MAX_BYTES = 8192;

    public CertificateAttributes {
        values = Map.copyOf(values);
    }

    /** The GLN, empty when the certificate has no such attribute; refused when it is malformed. */
    public Optional<Gln> gln() {
        return Optional.ofNullable(values.get(GLN)).map(Gln::new);
    }

    /** The roles as written on the wire, in the certificate's order; none when the certificate has no such attribute. */
    public List<String> roles() {
        String roles = values.getOrDefault(ROLE, "");
        return roles.isEmpty() ? List.of() : Arrays.asList(roles.split(",", -1));
    }

    /** Reads the extension's JSON, {@code {"attrs":{name:value}}}, whose members come in any order. */
    static CertificateAttributes parse(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new RefusedException(
                    ErrorCode.CERTIFICATE_UNTRUSTED,
                    "certificate's attributes: are " + json.length + " bytes, at most " + MAX_BYTES + " are allowed");
        }
        try {
            JsonObject attributes = CanonicalJson.parseAnyOrder(json).object("attrs");
            Map<String, String> values = new TreeMap<>();
            for (String name : attributes.members().keySet()) {
                values.put(name, attributes.text(name));
            }
            return new CertificateAttributes(values);
        } catch (RefusedException e) {
            throw new RefusedException(ErrorCode.CERTIFICATE_UNTRUSTED, "certificate's attributes: " + e.prose(), e);
        }
    }
}
