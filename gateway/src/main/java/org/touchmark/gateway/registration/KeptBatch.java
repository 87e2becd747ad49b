package org.touchmark.gateway.registration;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelSecret;
import org.touchmark.domain.unit.UnitDigest;

/**
 * What a brand must keep of a batch, since the ledger holds digests only.
 *
 * @param brand the brand's GLN
 * @param terms the batch as it was opened
 * @param unitsEach how many units each of the first containers of its plan takes; empty where it has none
 * @param origin where its serials come from
 * @param batchKey what its labels' secrets are derived from, if they carry secrets
 * @param serialsHash SHA-256 of the list of serials
 * @param idempotencyKey the caller's name for the request that made it
 */
public record KeptBatch(
        Gln brand,
        BatchTerms terms,
        Optional<Integer> unitsEach,
        Origin origin,
        Optional<Bytes> batchKey,
        Bytes serialsHash,
        Optional<String> idempotencyKey) {
    /** Where serials come from. */
    public enum Origin {
        /** The brand had them. */
        BROUGHT,
        /** Touchmark made them. */
        MADE
    }

    private static final int HASH_BYTES = 32;

    /** Refuses a plan that does not say how units fill it, and the other way round. */
    public KeptBatch {
        if (unitsEach.isPresent() != terms.plan().isPresent()) {
            throw new IllegalArgumentException("a batch is packed by a plan and a number of units each, or not at all");
        }
    }

    /**
     * Which containers its units were packed into.
     *
     * @return the plan and how units fill it; empty where they are loose
     */
    public Optional<Packing> packing() {
        return unitsEach.map(each -> new Packing(terms.plan().orElseThrow(), each));
    }

    /**
     * The secret of a unit's label.
     *
     * @param serial the unit's serial
     * @return its secret, or null if this batch's labels carry none
     */
    public @Nullable LabelSecret secret(SerialNumber serial) {
        return batchKey.map(key -> LabelSecret.derive(key, terms.gtin(), serial))
                .orElse(null);
    }

    /**
     * What the ledger knows a unit by.
     *
     * @param serial the unit's serial
     * @return its digest
     */
    public UnitDigest digest(SerialNumber serial) {
        return UnitDigest.of(terms.gtin(), serial, secret(serial));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("brand", brand.digits())
                .put("terms", terms.toJson())
                .put("origin", origin.name())
                .putHex("serialsHash", serialsHash)
                .putIfPresent("idempotencyKey", idempotencyKey.orElse(null));
        batchKey.ifPresent(key -> json.putHex("batchKey", key));
        unitsEach.ifPresent(each -> json.put("unitsEach", each));
        return json.build();
    }

    static KeptBatch fromJson(JsonObject json) {
        return new KeptBatch(
                new Gln(json.text("brand")),
                BatchTerms.fromJson(json.object("terms")),
                json.has("unitsEach") ? Optional.of(json.integer("unitsEach", 1, Integer.MAX_VALUE)) : Optional.empty(),
                Origin.valueOf(json.text("origin")),
                json.has("batchKey")
                        ? Optional.of(json.hex("batchKey", LabelSecret.BATCH_KEY_LENGTH))
                        : Optional.empty(),
                json.hex("serialsHash", HASH_BYTES),
                Optional.ofNullable(json.optionalText("idempotencyKey")));
    }

    /** The terms and the owner; the key is left out. */
    @Override
    public String toString() {
        return "batch " + terms.gtin() + " lot " + terms.lot() + " of " + brand;
    }
}
