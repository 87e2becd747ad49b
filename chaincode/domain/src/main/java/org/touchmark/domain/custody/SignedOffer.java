package org.touchmark.domain.custody;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.trust.ClaimantSignature;

/** An offer with its sender's signature: what {@code custody:Offer} is given. */
public record SignedOffer(Offer offer, ClaimantSignature signature) {

    /**
     * The offer that a JSON object describes.
     *
     * @param operation the operation that offers it, whose id an offer without its own takes
     */
    public static SignedOffer fromJson(JsonObject json, OperationId operation) {
        json.requireOnly(
                "id",
                "from",
                "to",
                "gtin",
                "lot",
                "units",
                "groups",
                "containers",
                "offeredAt",
                "deadline",
                "signature");
        OperationId id = json.has("id") ? new OperationId(json.text("id")) : operation;
        return new SignedOffer(Offer.read(json, id), ClaimantSignature.fromJson(json.object("signature")));
    }

    public JsonObject toJson() {
        return offer.write(JsonObject.builder())
                .put("signature", signature.toJson())
                .build();
    }
}
