package org.touchmark.gateway.registration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.label.LabelSecret;
import org.touchmark.domain.unit.SerialGenerator;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.KeptBatch.Origin;
import org.touchmark.gateway.serials.SerialDraft;

/** Tells whether an order is one that is kept already, and keeps new ones: the serials and the key of their secrets. */
final class BatchKeeper {
    private static final int SERIALS_AT_ONCE = 4_096;

    private final BatchFolders folders;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    BatchKeeper(BatchFolders folders, Clock clock) {
        this.folders = folders;
        this.clock = clock;
    }

    /**
     * The kept batch that an order asks for again.
     *
     * @param head what the ledger knows of the batch
     * @return empty if it is to be registered anew
     * @throws RefusedException BATCH_EXISTS if it stands with another content
     */
    Optional<KeptBatch> find(
            Member brand, BatchOrder order, Optional<String> idempotencyKey, Optional<BatchHead> head) {
        Optional<KeptBatch> kept = folders.find(order.gtin(), order.lot())
                .filter(batch -> batch.brand().equals(brand.gln()));
        if (kept.isPresent() && isSame(kept.get(), order, idempotencyKey, head)) {
            return kept;
        }
        // Kept and never opened: the first try did not reach the ledger, and this one may replace it.
        if (head.isPresent()) {
            throw new RefusedException(
                    ErrorCode.BATCH_EXISTS,
                    "GTIN " + order.gtin() + " has a batch with lot " + order.lot()
                            + (kept.isPresent()
                                    ? " with other serials or terms"
                                    : " that this gateway did not register")
                            + "; take another lot");
        }
        return Optional.empty();
    }

    static boolean isSame(KeptBatch kept, BatchOrder order, Optional<String> idempotencyKey, Optional<BatchHead> head) {
        BatchTerms terms = kept.terms();
        boolean sameTerms = terms.expiry().equals(order.expiry())
                && order.produced().map(terms.produced()::equals).orElse(true)
                && terms.count() == order.serials().count()
                && terms.profile() == order.profile()
                && kept.packing().equals(order.packing());
        if (!sameTerms) {
            return false;
        }
        if (order.serials() instanceof BatchOrder.Brought brought) {
            return kept.origin() == Origin.BROUGHT
                    && kept.serialsHash().equals(brought.draft().hash());
        }
        boolean sameRequest = idempotencyKey.isPresent() && idempotencyKey.equals(kept.idempotencyKey());
        boolean unfinished = head.isEmpty() || head.get().seal().isEmpty();
        return kept.origin() == Origin.MADE && (sameRequest || unfinished);
    }

    /** Keeps an order, in place of one that was never opened; {@code labelKey} is to sign its labels, if any does. */
    KeptBatch keep(Member brand, BatchOrder order, Optional<String> idempotencyKey, Optional<LabelKeyId> labelKey) {
        try {
            if (order.serials() instanceof BatchOrder.Brought brought) {
                boolean signed = order.profile() == LabelProfile.SIGNED;
                Optional<Bytes> key = signed ? Optional.of(newKey()) : Optional.empty();
                return keep(brand, order, idempotencyKey, labelKey, brought.draft(), key);
            }
            try (SerialDraft made = folders.draft()) {
                make(made, order.serials().count());
                made.finish();
                return keep(brand, order, idempotencyKey, labelKey, made, Optional.empty());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the serials can't be kept on the disk, so nothing was registered", e);
        }
    }

    /** Forgets a batch that the ledger refused to open, or that was abandoned. */
    void forget(KeptBatch batch) {
        try {
            folders.remove(batch);
        } catch (IOException e) {
            throw new UncheckedIOException("the serials of " + batch + " can't be deleted", e);
        }
    }

    private KeptBatch keep(
            Member brand,
            BatchOrder order,
            Optional<String> idempotencyKey,
            Optional<LabelKeyId> labelKey,
            SerialDraft draft,
            Optional<Bytes> key)
            throws IOException {
        BatchTerms terms = new BatchTerms(
                order.gtin(),
                order.lot(),
                order.expiry(),
                order.produced().orElseGet(() -> LocalDate.now(clock)),
                draft.count(),
                order.profile(),
                labelKey,
                order.packing().map(Packing::plan));
        Origin origin = order.serials() instanceof BatchOrder.Brought ? Origin.BROUGHT : Origin.MADE;
        KeptBatch batch = new KeptBatch(
                brand.gln(), terms, order.packing().map(Packing::unitsEach), origin, key, draft.hash(), idempotencyKey);
        folders.keep(batch, draft);
        return batch;
    }

    private void make(SerialDraft draft, int count) {
        SerialGenerator generator = new SerialGenerator(random);
        byte[] made = new byte[SERIALS_AT_ONCE * SerialNumber.MAX_LENGTH];
        for (int left = count; left > 0; left -= SERIALS_AT_ONCE) {
            generator.fill(made);
            draft.addMade(made, Math.min(left, SERIALS_AT_ONCE));
        }
    }

    private Bytes newKey() {
        byte[] key = new byte[LabelSecret.BATCH_KEY_LENGTH];
        random.nextBytes(key);
        return Bytes.of(key);
    }
}
