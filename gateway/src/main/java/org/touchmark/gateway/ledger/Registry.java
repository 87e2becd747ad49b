package org.touchmark.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.PagesMissing;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.UnitChange;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.unit.UnitDigest;

/**
 * The contract's functions with the domain's types, for one party.
 *
 * @param client the party's way to the ledger
 */
public record Registry(LedgerClient client) {

    /**
     * A party.
     *
     * @param gln its GLN
     * @return the party as it was admitted; empty if it was not
     */
    public Optional<Admission> party(Gln gln) {
        return unless(ErrorCode.PARTY_UNKNOWN, () -> Admission.fromJson(read("party:Read", gln.digits())));
    }

    /**
     * A batch.
     *
     * @param gtin its GTIN
     * @param lot its lot
     * @return its head; empty if nobody opened it
     */
    public Optional<BatchHead> batch(Gtin gtin, Lot lot) {
        return unless(
                ErrorCode.BATCH_UNKNOWN, () -> BatchHead.fromJson(read("batch:Read", gtin.digits(), lot.value())));
    }

    /**
     * Opens a batch; asked again, it answers the same.
     *
     * @param terms the batch
     * @param attempt 1, or one more than the abandoned batch's
     * @return its head
     */
    public BatchHead open(BatchTerms terms, int attempt) {
        Invocation content = Invocation.of("batch:Open", terms.toJson().toString());
        return BatchHead.fromJson(write(content, OperationIds.ofContent(content, attempt)));
    }

    /**
     * The pages that a batch still lacks.
     *
     * @param gtin its GTIN
     * @param lot its lot
     * @return their numbers
     */
    public PagesMissing missing(Gtin gtin, Lot lot) {
        return PagesMissing.fromJson(read("batch:Missing", gtin.digits(), lot.value()));
    }

    /**
     * Adds pages in one transaction; asked again, it answers the same.
     *
     * @param head the open batch
     * @param pages transient entries {@code page/NUMBER}
     */
    public void addPages(BatchHead head, Map<String, byte[]> pages) {
        BatchTerms terms = head.terms();
        Invocation content = new Invocation(
                "batch:AddPages", List.of(terms.gtin().digits(), terms.lot().value()), pages);
        write(content, OperationIds.ofContent(content, head.attempt()));
    }

    /**
     * Folds a run of pages, all of which are on the ledger; asked again, it answers the same.
     *
     * @param head the open batch
     * @param chunk the run's number
     */
    public void sealChunk(BatchHead head, int chunk) {
        write(head, "batch:SealChunk", Integer.toString(chunk));
    }

    /**
     * Seals a batch.
     *
     * @param head the open batch
     * @param seal root and signature
     * @return the sealed head
     */
    public BatchHead seal(BatchHead head, Seal seal) {
        return BatchHead.fromJson(write(head, "batch:Seal", seal.toJson().toString()));
    }

    /**
     * Gives up an open batch; asked again, it answers the same.
     *
     * @param head the open batch
     * @return the abandoned head
     */
    public BatchHead abandon(BatchHead head) {
        return BatchHead.fromJson(write(head, "batch:Abandon"));
    }

    /**
     * Offers units.
     *
     * @param offer the offer, whose id is the operation's
     * @param proofs transient entries {@code presence/DIGEST} for units that have them
     * @return the hand-off
     * @throws OutcomeUnknownException if it is not known in time whether it is on the ledger
     */
    public HandOff offer(SignedOffer offer, Map<String, byte[]> proofs) {
        Invocation content =
                new Invocation("custody:Offer", List.of(offer.toJson().toString()), proofs);
        return HandOff.fromJson(
                new Functions(client).writeNow(content, offer.offer().id().value()));
    }

    /**
     * A hand-off.
     *
     * @param id its id
     * @return the hand-off
     * @throws RefusedException HAND_OFF_UNKNOWN
     */
    public HandOff handOff(OperationId id) {
        return HandOff.fromJson(read("custody:Read", id.value()));
    }

    /**
     * The batches of a GTIN.
     *
     * @param gtin the GTIN
     * @return their heads
     */
    public List<BatchHead> batches(Gtin gtin) {
        return list("batch:List", BatchHead::fromJson, gtin.digits());
    }

    /**
     * A party's label keys.
     *
     * @param gln the party
     * @return its keys, revoked ones too
     */
    public List<LabelKey> labelKeys(Gln gln) {
        return list("party:LabelKeys", LabelKey::fromJson, gln.digits());
    }

    /**
     * A unit.
     *
     * @param gtin its GTIN
     * @param lot the lot on its label; empty to search all batches of the GTIN
     * @param digest its digest
     * @return what the ledger knows of it
     */
    public UnitReading unit(Gtin gtin, Optional<Lot> lot, UnitDigest digest) {
        return UnitReading.fromJson(
                read("unit:Read", gtin.digits(), lot.map(Lot::value).orElse(""), digest.hex()));
    }

    /**
     * Every hand-off that took a unit along, by itself or in a container.
     *
     * @param gtin its GTIN
     * @param lot the lot of the batch that has it
     * @param digest its digest
     * @return the hand-offs, oldest first
     */
    public Trail trail(Gtin gtin, Lot lot, UnitDigest digest) {
        return Trail.fromJson(read("unit:Trail", gtin.digits(), lot.value(), digest.hex()));
    }

    /**
     * What has happened to a unit.
     *
     * @param digest its digest
     * @return the changes, oldest first
     */
    public List<UnitChange> history(UnitDigest digest) {
        return list("unit:History", UnitChange::fromJson, digest.hex());
    }

    private <T> List<T> list(String function, Function<JsonObject, T> read, String... arguments) {
        return new Functions(client).list(function, read, arguments);
    }

    private JsonObject read(String function, String... arguments) {
        return new Functions(client).read(function, arguments);
    }

    private JsonObject write(BatchHead head, String function, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(head.terms().gtin().digits(), head.terms().lot().value()));
        arguments.addAll(List.of(more));
        Invocation content = new Invocation(function, arguments, Map.of());
        return write(content, OperationIds.ofContent(content, head.attempt()));
    }

    private JsonObject write(Invocation content, String operation) {
        return new Functions(client).write(content, operation);
    }

    private static <T> Optional<T> unless(ErrorCode absent, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (RefusedException e) {
            if (e.code() == absent) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
