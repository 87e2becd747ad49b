package org.touchmark.domain.batch;

import java.time.Instant;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.trust.ClaimantSignature;

/** A brand's word for a whole batch: the root over all its pages, signed with everything that the batch's head says. */
public record Seal(Bytes root, ClaimantSignature signature) {

    /**
     * The bytes that a brand signs to seal a batch: {@code touchmark/batch-seal/v1}, or v2 with the packing plan's hash
     * where the batch has one.
     *
     * @param channel the channel that the batch is on
     * @param brand the party that registers it
     * @param root the root over all its pages
     * @param at when the brand signs, to the millisecond: label keys are judged by this time
     */
    public static byte[] signedBytes(String channel, BatchTerms terms, Gln brand, Bytes root, Instant at) {
        SignedBytes bytes = SignedBytes.of(
                        terms.plan().isPresent() ? "touchmark/batch-seal/v2" : "touchmark/batch-seal/v1")
                .text(channel)
                .text(terms.gtin().digits())
                .text(terms.lot().value())
                .textOrEmpty(terms.expiryText())
                .text(terms.produced().toString())
                .number(terms.count())
                .number(terms.layout().pages())
                .text(terms.profile().wire())
                .text(terms.labelKey().map(LabelKeyId::hex).orElse(""))
                .text(brand.digits())
                .bytes(root)
                .number(at.toEpochMilli());
        terms.plan().map(PackingPlan::hash).ifPresent(bytes::bytes);
        return bytes.toBytes();
    }

    /** What {@code batch:Seal} is given. */
    public static Seal fromJson(JsonObject json) {
        json.requireOnly("root", "seal");
        return read(json);
    }

    static Seal read(JsonObject json) {
        return new Seal(json.hex("root", Sha256.LENGTH), ClaimantSignature.fromJson(json.object("seal")));
    }

    public JsonObject toJson() {
        return write(JsonObject.builder()).build();
    }

    JsonObject.Builder write(JsonObject.Builder json) {
        return json.putHex("root", root).put("seal", signature.toJson());
    }
}
