package org.touchmark.domain.party;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Sscc;

/**
 * A company on the ledger, bound to one organisation and to one signing key.
 *
 * <p>The binding is what makes an attribute in a certificate count, since every organisation's CA can write every
 * attribute.
 *
 * @param gln its identifier
 * @param name what people call it, 1 to 100 characters
 * @param msp the organisation that enrols it
 * @param key SHA-256 of its signing key's SubjectPublicKeyInfo
 * @param roles what it may do, at least one, in the order of their declaration
 * @param prefixes the GS1 company prefixes under which it may register units, sorted
 */
public record Party(Gln gln, String name, MspId msp, Bytes key, List<Role> roles, List<CompanyPrefix> prefixes) {
    public static final int MAX_NAME_LENGTH = 100;
    public static final int MAX_PREFIXES = 100;

    public Party {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("a party's name is 1 to " + MAX_NAME_LENGTH + " printable characters");
        }
        if (key.length() != Sha256.LENGTH) {
            throw invalid("a party's key is the SHA-256 of its public key, 32 bytes");
        }
        if (roles.isEmpty() || prefixes.size() > MAX_PREFIXES) {
            throw invalid("a party has at least one role and at most " + MAX_PREFIXES + " prefixes");
        }
        roles = List.copyOf(new TreeSet<>(roles));
        prefixes = List.copyOf(new TreeSet<>(prefixes));
    }

    /** Whether another form of this party would have another key, or lack a role or a prefix. */
    boolean losesAnything(Party other) {
        return !key.equals(other.key)
                || !Set.copyOf(other.roles).containsAll(roles)
                || !Set.copyOf(other.prefixes).containsAll(prefixes);
    }

    /** Whether it may give out an SSCC. */
    public boolean owns(Sscc sscc) {
        return prefixes.stream().anyMatch(prefix -> prefix.owns(sscc));
    }

    /** Whether it may register units under a GTIN. */
    public boolean owns(Gtin gtin) {
        return prefixes.stream().anyMatch(prefix -> prefix.owns(gtin));
    }

    /** The digest that voters name: SHA-256 of the canonical JSON. */
    public Bytes digest() {
        return Sha256.of(CanonicalJson.bytes(toJson()));
    }

    /**
     * The party that a JSON object describes.
     *
     * @throws RefusedException ARGUMENT_INVALID or GLN_INVALID
     */
    public static Party fromJson(JsonObject json) {
        json.requireOnly("gln", "name", "msp", "key", "roles", "prefixes");
        return new Party(
                new Gln(json.text("gln")),
                json.text("name"),
                new MspId(json.text("msp")),
                json.hex("key", Sha256.LENGTH),
                json.texts("roles").stream().map(Role::parse).toList(),
                json.texts("prefixes").stream().map(CompanyPrefix::new).toList());
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("gln", gln.digits())
                .put("name", name)
                .put("msp", msp.value())
                .put("key", key.hex())
                .putTexts("roles", roles.stream().map(Role::wire).toList())
                .putTexts(
                        "prefixes", prefixes.stream().map(CompanyPrefix::digits).toList())
                .build();
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, rule);
    }
}
