package org.touchmark.domain.batch;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * A batch as it stands on the ledger.
 *
 * @param brand the party that opened it
 * @param openedAt the timestamp of the transaction that opened it
 * @param attempt how often a batch was opened under this GTIN and lot, from 1: all but the last were abandoned
 * @param seal the brand's signature; empty while the batch is open
 * @param abandonedAt when the brand gave it up; empty unless it did
 */
public record BatchHead(
        BatchTerms terms,
        Gln brand,
        Instant openedAt,
        int attempt,
        Optional<Seal> seal,
        Optional<Instant> abandonedAt) {
    private static final int MAX_ATTEMPTS = 1_000;

    public BatchHead {
        if (seal.isPresent() && abandonedAt.isPresent()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "GTIN " + terms.gtin() + " lot " + terms.lot() + " is both sealed and abandoned");
        }
        if (attempt < 1 || attempt > MAX_ATTEMPTS) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "GTIN " + terms.gtin() + " lot " + terms.lot() + " was opened " + MAX_ATTEMPTS
                            + " times; take another lot");
        }
    }

    static BatchHead opened(BatchTerms terms, Gln brand, Instant at, int attempt) {
        return new BatchHead(terms, brand, at, attempt, Optional.empty(), Optional.empty());
    }

    public BatchState state() {
        if (abandonedAt.isPresent()) {
            return BatchState.ABANDONED;
        }
        return seal.isPresent() ? BatchState.SEALED : BatchState.OPEN;
    }

    /** Whether a label of this batch without a proof is a forgery. */
    public boolean everyLabelSigned() {
        return terms.profile() == LabelProfile.SIGNED;
    }

    /** When the brand signed the seal; empty while the batch is open. */
    public Optional<Instant> sealedAt() {
        return seal.map(Seal::signature).map(ClaimantSignature::at);
    }

    public PageLayout layout() {
        return terms.layout();
    }

    BatchHead sealedBy(Seal by) {
        return new BatchHead(terms, brand, openedAt, attempt, Optional.of(by), Optional.empty());
    }

    BatchHead abandoned(Instant at) {
        return new BatchHead(terms, brand, openedAt, attempt, Optional.empty(), Optional.of(at));
    }

    /** The bytes that its seal must sign. */
    public byte[] sealBytes(String channel, Seal by) {
        return Seal.signedBytes(channel, terms, brand, by.root(), by.signature().at());
    }

    /** A head as {@link #toJson} writes it; fields that follow from others must agree with them. */
    public static BatchHead fromJson(JsonObject json) {
        BatchHead head = new BatchHead(
                BatchTerms.read(json),
                new Gln(json.text("brand")),
                Instant.ofEpochMilli(json.number("openedAt")),
                json.has("attempt") ? json.integer("attempt", 2, MAX_ATTEMPTS) : 1,
                json.has("seal") ? Optional.of(Seal.read(json)) : Optional.empty(),
                json.has("abandonedAt")
                        ? Optional.of(Instant.ofEpochMilli(json.number("abandonedAt")))
                        : Optional.empty());
        if (!head.toJson().equals(json)) {
            throw json.refused("state", "does not agree with the other fields of the head");
        }
        return head;
    }

    public JsonObject toJson() {
        JsonObject.Builder json = terms.write(JsonObject.builder())
                .put("pages", layout().pages())
                .put("everyLabelSigned", everyLabelSigned())
                .put("brand", brand.digits())
                .put("state", state().name())
                .put("openedAt", openedAt.toEpochMilli());
        if (attempt > 1) {
            json.put("attempt", attempt);
        }
        abandonedAt.ifPresent(at -> json.put("abandonedAt", at.toEpochMilli()));
        sealedAt().ifPresent(at -> json.put("sealedAt", at.toEpochMilli()));
        seal.ifPresent(by -> by.write(json));
        return json.build();
    }
}
