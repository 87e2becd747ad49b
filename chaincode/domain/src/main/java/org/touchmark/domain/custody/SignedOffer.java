package org.touchmark.domain.custody;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * An offer with its goods and its sender's signature: what {@code custody:Offer} is given.
 *
 * @param consignment the goods, of which the offer has the root
 */
public record SignedOffer(Offer offer, Consignment consignment, ClaimantSignature signature) {

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
        HandOffId id =
                json.has("id") ? new HandOffId(json.text("id")) : HandOffId.of(new Gln(json.text("from")), operation);
        Consignment consignment = Consignment.read(json);
        return new SignedOffer(
                Offer.read(json, id, consignment.root()),
                consignment,
                ClaimantSignature.fromJson(json.object("signature")));
    }

    public JsonObject toJson() {
        return consignment
                .write(offer.writeWithoutGoods(JsonObject.builder()))
                .put("signature", signature.toJson())
                .build();
    }
}
