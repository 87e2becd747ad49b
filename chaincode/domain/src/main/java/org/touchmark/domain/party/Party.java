package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
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
 * @param formerKeys the keys that it signed with before, oldest first; the ledger writes them
 * @param formerPrefixes the prefixes that it held before, oldest first; the ledger writes them
 */
public record Party(
        Gln gln,
        String name,
        MspId msp,
        Bytes key,
        List<Role> roles,
        List<CompanyPrefix> prefixes,
        List<FormerKey> formerKeys,
        List<FormerPrefix> formerPrefixes) {
    /** Former keys, and former prefixes, at most. */
    public static final int MAX_FORMER = 200;

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
        formerKeys = List.copyOf(formerKeys);
        formerPrefixes = List.copyOf(formerPrefixes);
        if (formerKeys.size() > MAX_FORMER || formerPrefixes.size() > MAX_FORMER) {
            throw invalid("party " + gln + " has changed its key or its prefixes more than " + MAX_FORMER + " times");
        }
    }

    /** A party as it is proposed: without a past. */
    public Party(Gln gln, String name, MspId msp, Bytes key, List<Role> roles, List<CompanyPrefix> prefixes) {
        this(gln, name, msp, key, roles, prefixes, List.of(), List.of());
    }

    /** This party without its past: what is proposed and voted for. */
    public Party proposed() {
        return new Party(gln, name, msp, key, roles, prefixes);
    }

    /** Whether another form of this party would have another key, or lack a role or a prefix. */
    boolean losesAnything(Party other) {
        return !key.equals(other.key)
                || !Set.copyOf(other.roles).containsAll(roles)
                || !Set.copyOf(other.prefixes).containsAll(prefixes);
    }

    /** This form of a party, remembering what an earlier form had and it has no longer. */
    Party succeeding(Party before, Instant at) {
        Stream<FormerKey> key = before.key.equals(this.key) ? Stream.empty() : Stream.of(new FormerKey(before.key, at));
        Stream<FormerPrefix> given = before.prefixes.stream()
                .filter(prefix -> !prefixes.contains(prefix))
                .map(prefix -> new FormerPrefix(prefix, at));
        return new Party(
                gln,
                name,
                msp,
                this.key,
                roles,
                prefixes,
                Stream.concat(before.formerKeys.stream(), key).toList(),
                Stream.concat(before.formerPrefixes.stream(), given).toList());
    }

    /** The key that it signed with at an instant. */
    public Bytes keyAt(Instant instant) {
        return formerKeys.stream()
                .filter(former -> instant.isBefore(former.until()))
                .map(FormerKey::key)
                .findFirst()
                .orElse(key);
    }

    /** Whether it might register units under a GTIN at an instant of the past. */
    public boolean ownedAt(Gtin gtin, Instant instant) {
        return owns(gtin)
                || formerPrefixes.stream()
                        .anyMatch(former -> instant.isBefore(former.until())
                                && former.prefix().owns(gtin));
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
        json.requireOnly("gln", "name", "msp", "key", "roles", "prefixes", "formerKeys", "formerPrefixes");
        return new Party(
                new Gln(json.text("gln")),
                json.text("name"),
                new MspId(json.text("msp")),
                json.hex("key", Sha256.LENGTH),
                json.texts("roles").stream().map(Role::parse).toList(),
                json.texts("prefixes").stream().map(CompanyPrefix::new).toList(),
                formers(json, "formerKeys", FormerKey::fromJson),
                formers(json, "formerPrefixes", FormerPrefix::fromJson));
    }

    private static <T> List<T> formers(JsonObject json, String name, Function<JsonObject, T> read) {
        return json.has(name) ? json.objects(name).stream().map(read).toList() : List.of();
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("gln", gln.digits())
                .put("name", name)
                .put("msp", msp.value())
                .put("key", key.hex())
                .putTexts("roles", roles.stream().map(Role::wire).toList())
                .putTexts(
                        "prefixes", prefixes.stream().map(CompanyPrefix::digits).toList());
        if (!formerKeys.isEmpty()) {
            json.putObjects(
                    "formerKeys", formerKeys.stream().map(FormerKey::toJson).toList());
        }
        if (!formerPrefixes.isEmpty()) {
            json.putObjects(
                    "formerPrefixes",
                    formerPrefixes.stream().map(FormerPrefix::toJson).toList());
        }
        return json.build();
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, rule);
    }
}
