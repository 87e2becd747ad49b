package org.touchmark.domain.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The codes of reasons: for programs, so none is ever renamed. Each says what it rests on and what it proves, in the words of
 * the table in the documentation, which is drawn from here.
 */
public enum ReasonCode {
    /** The brand's signature over the whole batch holds. */
    BATCH_SEALED("the seal's signature, to a pinned root", "the brand's key signed these terms and this root"),
    /** The unit is in the sealed batch. */
    REGISTERED("two Merkle paths to the sealed root", "the digest of what the label says is in the batch"),
    /** The label's own signature holds. */
    LABEL_SIGNED(
            "the label's signature, by a key that the brand certified",
            "the brand made this code, not that it is the first copy"),
    /** Both sides signed every hand-off. */
    CUSTODY_SIGNED(
            "both signatures of each hand-off, a path to each consignment's root",
            "each sender and receiver said so, in this order"),
    /** The brand signed which containers it packed the unit into. */
    PACKED("the entry's ordinal under the sealed root, the sealed plan", "the brand said so when it sealed the batch"),
    /** The unit changed hands in containers that held it still, as the gateway says. */
    CARRIED("the gateway's word", "nothing"),
    /** The unit has not left its brand. */
    WITH_BRAND("the gateway's word", "nothing"),
    /** An offer waits to be accepted. */
    IN_TRANSIT("the sender's signature", "the sender has offered it; not that nobody has answered"),
    /** Hand-offs from before those that are shown. */
    EARLIER_HAND_OFFS("the gateway's word", "nothing"),
    /** The brand is suspended now. */
    BRAND_SUSPENDED("the gateway's word", "nothing"),
    /** The last day has passed. */
    EXPIRED("the date in the sealed terms, the reader's clock", "the last day has passed, in UTC"),
    /** It was reported sold. */
    SOLD("the reporter's signature", "the reporter, who held it, said so"),
    /** It was reported taken out of the market. */
    DECOMMISSIONED("the reporter's signature", "the reporter, who held or made it, said so"),
    /** It was reported stolen. */
    STOLEN("the reporter's signature", "the reporter, who held or made it, said so"),
    /** It was recalled. */
    RECALLED("the reporter's signature", "its brand or an inspector said so"),
    /** It was reported destroyed. */
    DESTROYED("the reporter's signature", "the reporter, who held it, said so"),
    /** It was reported taken as a sample. */
    SAMPLE("the reporter's signature", "the reporter, who held it, or an inspector said so"),
    /** It was reported exported. */
    EXPORTED("the reporter's signature", "the reporter, who held it, said so"),
    /** It was reported found again. */
    FOUND("the reporter's signature", "who had reported it stolen, or an inspector, said so"),
    /** No batch of this GTIN and lot. */
    BATCH_UNKNOWN("the gateway's word", "nothing"),
    /** The brand has not sealed the batch. */
    BATCH_OPEN("the gateway's word", "nothing"),
    /** The digest of what the label says is not in the batch. */
    SERIAL_UNKNOWN(
            "two neighbours under the sealed root, or the gateway's word",
            "the digest of what the label says is not in the batch; without the label's secret, nothing of the serial"),
    /** No key of the maker's has the id that the label names. */
    LABEL_KEY_UNKNOWN("the gateway's word", "nothing"),
    /** The label names another key than its batch. */
    LABEL_KEY_FOREIGN("the key id in the sealed terms", "the brand did not sign the label with the batch's key"),
    /** The key was not in force when the batch was sealed. */
    LABEL_KEY_NOT_IN_FORCE(
            "the brand's signatures on key, revocation and seal", "the batch was not to be labelled with that key"),
    /** The label's signature does not hold. */
    LABEL_SIGNATURE_INVALID("the label's signature, the brand's key", "the brand did not sign what the label says"),
    /** A label without a signature, of a batch where each has one. */
    LABEL_UNSIGNED("the profile in the sealed terms", "the brand did not make this label for this batch"),
    /** The evidence speaks of another unit. */
    EVIDENCE_MISMATCH("the evidence itself", "the gateway's evidence is not of this label"),
    /** The evidence is of another channel. */
    CHANNEL_MISMATCH("the evidence, the pinned roots", "the gateway's evidence is not of the ledger that is trusted"),
    /** A part of the evidence is not there. */
    EVIDENCE_MISSING("the evidence itself", "the gateway keeps something back"),
    /** The brand's signature over the batch does not hold. */
    SEAL_INVALID("the seal's signature", "the batch that is shown is not what the brand sealed"),
    /** The brand's certificate of its label key does not hold. */
    LABEL_KEY_UNCERTIFIED("the key's signature", "the key that is shown is not one that the brand certified"),
    /** The proof that the unit is in the batch does not hold. */
    PRESENCE_INVALID("the Merkle paths", "the proof that is shown is not one of this unit in this batch"),
    /** A hand-off's signature does not hold, or the trail is broken. */
    HAND_OFF_INVALID("the hand-offs that are shown", "they are not what the ledger's rules allow"),
    /** The custodian is not who the trail leads to. */
    CUSTODY_MISMATCH("the hand-offs that are shown", "they do not lead to the custodian that is shown"),
    /** The proof that the serial is not in the batch does not hold. */
    ABSENCE_INVALID("the Merkle paths", "the proof that is shown does not prove that the digest is absent"),
    /** The brand registered the same serial in several batches. */
    REGISTERED_TWICE("the gateway's word", "nothing"),
    /** A report's signature does not hold, or its reporter could not make it. */
    REPORT_INVALID("the report that is shown", "it is not what the ledger's rules allow"),
    /** Label and batch have different expiry dates. */
    EXPIRY_MISMATCH("the date in the sealed terms, the label", "the label does not say what the brand sealed"),
    /** The gateway's verdict is not what its evidence bears out. */
    GATEWAY_DISAGREES(
            "the gateway's answer, this checker's own verdict", "the gateway says something else than its evidence"),
    /** The code breaks the rules. */
    CODE_MALFORMED("the scanned code", "it is no label of this kind"),
    /** The code names something that has no label here; the others like it follow. */
    PRODUCT_CODE("the scanned code", "it names a product and no unit"),
    BATCH_CODE("the scanned code", "it names a batch and no unit"),
    ITEM_CODE("the scanned code", "it is no label of this kind; what it says of a unit, anyone can print"),
    PIECE_CODE("the scanned code", "it names a piece of a trade item"),
    CONTAINER_CODE("the scanned code", "it names a pallet, a case or another container"),
    CONTENT_CODE("the scanned code", "it says what a container holds"),
    LOCATION_CODE("the scanned code", "it names a location or a company"),
    RETURNABLE_ASSET_CODE("the scanned code", "it names a returnable asset"),
    ASSET_CODE("the scanned code", "it names an asset"),
    DOCUMENT_CODE("the scanned code", "it names a document"),
    COUPON_CODE("the scanned code", "it names a coupon"),
    CONSIGNMENT_CODE("the scanned code", "it names a consignment"),
    SHIPMENT_CODE("the scanned code", "it names a shipment"),
    PART_CODE("the scanned code", "it names a component or part"),
    MODEL_CODE("the scanned code", "it names a model"),
    SERVICE_CODE("the scanned code", "it names a service's provider or recipient"),
    MADE_TO_ORDER_CODE("the scanned code", "it names a product made to order"),
    DATA_CODE("the scanned code", "it names no thing");

    private final String evidence;
    private final String proves;

    ReasonCode(String evidence, String proves) {
        this.evidence = evidence;
        this.proves = proves;
    }

    /** The code in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it rests on. */
    public String evidence() {
        return evidence;
    }

    /** What that proves, if the evidence holds. */
    public String proves() {
        return proves;
    }

    /** The code with this name in JSON; empty for one that this version does not know. */
    public static Optional<ReasonCode> find(String wire) {
        return Arrays.stream(values()).filter(code -> code.wire().equals(wire)).findFirst();
    }
}
