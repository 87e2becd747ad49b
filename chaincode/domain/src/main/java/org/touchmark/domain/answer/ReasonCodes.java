package org.touchmark.domain.answer;

/** The codes of reasons: for programs, so none is ever renamed. */
public final class ReasonCodes {
    /** The brand's signature over the whole batch holds. */
    public static final String BATCH_SEALED = "batch-sealed";
    /** The unit is in the sealed batch. */
    public static final String REGISTERED = "registered";
    /** The label's own signature holds. */
    public static final String LABEL_SIGNED = "label-signed";
    /** Both sides signed every hand-off. */
    public static final String CUSTODY_SIGNED = "custody-signed";
    /** The brand signed which containers it packed the unit into. */
    public static final String PACKED = "packed";
    /** The unit changed hands in containers that held it still, as the gateway says. */
    public static final String CARRIED = "carried";
    /** The unit has not left its brand. */
    public static final String WITH_BRAND = "with-brand";
    /** An offer waits to be accepted. */
    public static final String IN_TRANSIT = "in-transit";
    /** The last day has passed. */
    public static final String EXPIRED = "expired";
    /** No batch of this GTIN and lot. */
    public static final String BATCH_UNKNOWN = "batch-unknown";
    /** The brand has not sealed the batch. */
    public static final String BATCH_OPEN = "batch-open";
    /** The serial is not in the batch. */
    public static final String SERIAL_UNKNOWN = "serial-unknown";
    /** No key of the maker's has the id that the label names. */
    public static final String LABEL_KEY_UNKNOWN = "label-key-unknown";
    /** The label names another key than its batch. */
    public static final String LABEL_KEY_FOREIGN = "label-key-foreign";
    /** The key was not in force when the batch was sealed. */
    public static final String LABEL_KEY_NOT_IN_FORCE = "label-key-not-in-force";
    /** The label's signature does not hold. */
    public static final String LABEL_SIGNATURE_INVALID = "label-signature-invalid";
    /** A label without a signature, of a batch where each has one. */
    public static final String LABEL_UNSIGNED = "label-unsigned";
    /** The evidence speaks of another unit. */
    public static final String EVIDENCE_MISMATCH = "evidence-mismatch";
    /** The evidence is of another channel. */
    public static final String CHANNEL_MISMATCH = "channel-mismatch";
    /** A part of the evidence is not there. */
    public static final String EVIDENCE_MISSING = "evidence-missing";
    /** The brand's signature over the batch does not hold. */
    public static final String SEAL_INVALID = "seal-invalid";
    /** The brand's certificate of its label key does not hold. */
    public static final String LABEL_KEY_UNCERTIFIED = "label-key-uncertified";
    /** The proof that the unit is in the batch does not hold. */
    public static final String PRESENCE_INVALID = "presence-invalid";
    /** A hand-off's signature does not hold, or the trail is broken. */
    public static final String HAND_OFF_INVALID = "hand-off-invalid";
    /** The custodian is not who the trail leads to. */
    public static final String CUSTODY_MISMATCH = "custody-mismatch";
    /** The proof that the serial is not in the batch does not hold. */
    public static final String ABSENCE_INVALID = "absence-invalid";

    /** The brand registered the same serial in several batches. */
    public static final String REGISTERED_TWICE = "registered-twice";

    /** A report's signature does not hold, or its reporter could not make it. */
    public static final String REPORT_INVALID = "report-invalid";

    /** Label and batch have different expiry dates. */
    public static final String EXPIRY_MISMATCH = "expiry-mismatch";
    /** The gateway's verdict is not what its evidence bears out. */
    public static final String GATEWAY_DISAGREES = "gateway-disagrees";
    /** The code breaks the rules. */
    public static final String CODE_MALFORMED = "code-malformed";

    private ReasonCodes() {}
}
