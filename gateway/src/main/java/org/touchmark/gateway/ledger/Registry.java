package org.touchmark.gateway.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.LotSearch;
import org.touchmark.domain.batch.PagesMissing;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.status.Subject;
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
     * A party in one of its forms.
     *
     * @param gln its GLN
     * @param version which form, from 1
     * @return the party as it was then; empty if it never had that form
     */
    public Optional<Admission> party(Gln gln, int version) {
        return unless(
                ErrorCode.PARTY_UNKNOWN,
                () -> Admission.fromJson(read("party:Version", gln.digits(), Integer.toString(version))));
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
     * @param operation the operation's id
     * @param offer the offer with its goods, signed
     * @param proofs transient entries {@code presence/DIGEST} for units that have them
     * @return the hand-off
     * @throws OutcomeUnknownException if it is not known in time whether it is on the ledger
     */
    public HandOff offer(OperationId operation, SignedOffer offer, Map<String, byte[]> proofs) {
        Invocation content =
                new Invocation("custody:Offer", List.of(offer.toJson().toString()), proofs);
        return HandOff.fromJson(new Functions(client).writeNow(content, operation.value()));
    }

    /**
     * A hand-off with its goods.
     *
     * @param id its id
     * @return the hand-off, what was offered, and what was accepted where that was a part
     * @throws RefusedException HAND_OFF_UNKNOWN
     */
    public HandOffReading handOff(HandOffId id) {
        return HandOffReading.fromJson(read("custody:Read", id.value()));
    }

    /**
     * The batches of a GTIN.
     *
     * @param gtin the GTIN
     * @return their heads, by lot
     */
    public List<BatchHead> batches(Gtin gtin) {
        List<BatchHead> all = new ArrayList<>();
        List<BatchHead> slice;
        String after = "";
        do {
            slice = list("batch:List", BatchHead::fromJson, gtin.digits(), after);
            all.addAll(slice);
            after = slice.isEmpty()
                    ? ""
                    : slice.get(slice.size() - 1).terms().lot().value();
        } while (slice.size() == Batches.MAX_LISTED);
        return all;
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
     * A label key.
     *
     * @param gln whose it is
     * @param id its id
     * @return the key, revoked or not; empty if the party has none with that id
     */
    public Optional<LabelKey> labelKey(Gln gln, LabelKeyId id) {
        return unless(
                ErrorCode.LABEL_KEY_UNKNOWN, () -> LabelKey.fromJson(read("party:LabelKey", gln.digits(), id.hex())));
    }

    /**
     * A unit.
     *
     * @param unit its GTIN, lot and digest
     * @return what the ledger knows of it, of one state
     */
    public UnitReading unit(Subject.OfUnit unit) {
        return UnitReading.fromJson(read(
                "unit:Read",
                unit.gtin().digits(),
                unit.lot().value(),
                unit.digest().hex()));
    }

    /**
     * The sealed batches of a GTIN that have a digest.
     *
     * @param gtin the GTIN
     * @param digest the digest
     * @return them all, in the order of their seals; the first is the unit's
     */
    public List<LotSearch.Found> lots(Gtin gtin, UnitDigest digest) {
        return lots(gtin, digest, found -> false);
    }

    /**
     * The lot of a unit whose label does not say it.
     *
     * @param gtin its GTIN
     * @param digest its digest
     * @return the lot of the batch that was sealed with it first; empty if none was
     */
    public Optional<Lot> lot(Gtin gtin, UnitDigest digest) {
        return lots(gtin, digest, found -> !found.isEmpty()).stream()
                .map(LotSearch.Found::lot)
                .findFirst();
    }

    /** Slice by slice, until enough are found or all is searched. */
    private List<LotSearch.Found> lots(Gtin gtin, UnitDigest digest, Predicate<List<LotSearch.Found>> enough) {
        List<LotSearch.Found> found = new ArrayList<>();
        OptionalInt next = OptionalInt.of(0);
        while (next.isPresent() && !enough.test(found)) {
            LotSearch slice = LotSearch.fromJson(
                    read("unit:Lots", gtin.digits(), digest.hex(), Integer.toString(next.getAsInt())));
            found.addAll(slice.found());
            next = slice.next();
        }
        return found;
    }

    /**
     * What was written of a unit.
     *
     * @param unit its GTIN, lot and digest
     * @return its record after each change, oldest first
     */
    public List<Change> history(Subject.OfUnit unit) {
        return list(
                "unit:History",
                Registry::change,
                unit.gtin().digits(),
                unit.lot().value(),
                unit.digest().hex());
    }

    private static Change change(JsonObject json) {
        return new Change(json.text("txId"), Instant.ofEpochMilli(json.number("at")), json.object("state"));
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
