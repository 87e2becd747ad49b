package org.touchmark.gateway.registration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.label.LabelSecret;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.unit.SerialGenerator;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.LabelSigner;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.registration.KeptBatch.Origin;

/** Registers batches for hosted brands. What can be refused is refused at once; the rest runs by itself. */
public final class Registrations implements AutoCloseable {
    /** Registrations at once: each holds its batch's digests in memory. */
    private static final int MAX_RUNNING = 2;

    private static final int CLOSING_SECONDS = 5;

    private final BatchFolders folders;
    private final String channel;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, MAX_RUNNING, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> new Thread(task, "registration"));

    /**
     * Registrations that keep their lists in folders.
     *
     * @param folders where lists of serials are kept
     * @param channel the channel's name, which seals sign
     * @param clock tells the times of seals
     */
    public Registrations(BatchFolders folders, String channel, Clock clock) {
        this.folders = folders;
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Checks an order, keeps its serials on the disk, opens the batch, and starts the rest. Asked again with the same
     * serials it goes on with what is there.
     *
     * @param brand who asks
     * @param order what to register
     * @param idempotencyKey the caller's name for the request; lets it ask again for serials that were made
     * @return the running registration
     * @throws RefusedException what the ledger's rules refuse
     */
    public RegistrationJob start(Member brand, BatchOrder order, Optional<String> idempotencyKey) {
        Registry registry = new Registry(brand.ledger());
        requireOwner(registry, brand, order);
        String name = order.gtin() + "/" + order.lot();
        if (!running.add(name)) {
            throw Problems.conflict(
                            "REGISTRATION_RUNNING",
                            "GTIN " + order.gtin() + " lot " + order.lot()
                                    + " is being registered now; post it again later to see the result.")
                    .asException();
        }
        boolean started = false;
        try {
            Optional<BatchHead> head = registry.batch(order.gtin(), order.lot());
            KeptBatch batch = keepOrFind(brand, order, idempotencyKey, head);
            BatchHead opened = head.isPresent() ? head.get() : open(registry, batch);
            RegistrationJob job = new RegistrationJob(batch, order.warnings());
            RegistrationRun run = new RegistrationRun(brand, folders, channel, clock);
            pool.execute(() -> run(job, run, opened, name));
            started = true;
            return job;
        } catch (RejectedExecutionException e) {
            throw Problems.unavailable(
                            "REGISTRATION_BUSY",
                            MAX_RUNNING
                                    + " registrations run already; the batch is kept and open, post it again later.")
                    .asException();
        } finally {
            if (!started) {
                running.remove(name);
            }
        }
    }

    /** Ends running registrations where they are; posting their batches again goes on with them. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(RegistrationJob job, RegistrationRun run, BatchHead opened, String name) {
        BatchHead sealed;
        try {
            sealed = run.run(job, opened);
        } catch (InterruptedException e) {
            running.remove(name);
            Thread.currentThread().interrupt();
            job.failed(Problems.unavailable("GATEWAY_ENDING", "The gateway is ending; post the batch again to go on.")
                    .asException());
            return;
        } catch (RuntimeException | Error e) {
            running.remove(name);
            job.failed(e);
            return;
        }
        // Before anyone is told, so that whoever is may post it again at once.
        running.remove(name);
        job.done(sealed);
    }

    private void requireOwner(Registry registry, Member brand, BatchOrder order) {
        Party party = registry.party(brand.gln())
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_A_PARTY, brand + " is not admitted on this ledger; run gateway/admit"))
                .party();
        if (!party.owns(order.gtin())) {
            throw new RefusedException(
                    ErrorCode.PREFIX_NOT_OWNED,
                    brand + " holds no company prefix of GTIN " + order.gtin() + "; it holds " + party.prefixes());
        }
        if (order.profile() == LabelProfile.SIGNED && brand.labelSigner().isEmpty()) {
            throw new RefusedException(
                    ErrorCode.LABEL_KEY_UNKNOWN,
                    "this gateway holds no label key of " + brand + "; run gateway/admit, or take the compact profile");
        }
    }

    private KeptBatch keepOrFind(
            Member brand, BatchOrder order, Optional<String> idempotencyKey, Optional<BatchHead> head) {
        Optional<KeptBatch> kept = folders.find(order.gtin(), order.lot());
        if (kept.isPresent() && isSame(kept.get(), order, idempotencyKey, head)) {
            return kept.get();
        }
        if (kept.isPresent() && head.isEmpty()) {
            // Never opened: the first try did not reach the ledger, and this one may replace it.
            return keep(brand, order, idempotencyKey);
        }
        if (kept.isPresent() || head.isPresent()) {
            throw new RefusedException(
                    ErrorCode.BATCH_EXISTS,
                    "GTIN " + order.gtin() + " has a batch with lot " + order.lot()
                            + (kept.isPresent()
                                    ? " with other serials or terms"
                                    : " that this gateway did not register")
                            + "; take another lot");
        }
        return keep(brand, order, idempotencyKey);
    }

    private static boolean isSame(
            KeptBatch kept, BatchOrder order, Optional<String> idempotencyKey, Optional<BatchHead> head) {
        BatchTerms terms = kept.terms();
        boolean sameTerms = terms.expiry().equals(order.expiry())
                && order.produced().map(terms.produced()::equals).orElse(true)
                && terms.count() == order.serials().count()
                && terms.profile() == order.profile();
        if (!sameTerms) {
            return false;
        }
        if (order.serials() instanceof BatchOrder.Brought brought) {
            return kept.origin() == Origin.BROUGHT && kept.serialsHash().equals(BatchFolders.hash(brought.list()));
        }
        boolean sameRequest = idempotencyKey.isPresent() && idempotencyKey.equals(kept.idempotencyKey());
        boolean unfinished = head.isEmpty() || head.get().seal().isEmpty();
        return kept.origin() == Origin.MADE && (sameRequest || unfinished);
    }

    private KeptBatch keep(Member brand, BatchOrder order, Optional<String> idempotencyKey) {
        List<SerialNumber> serials = serials(order.serials());
        boolean brought = order.serials() instanceof BatchOrder.Brought;
        boolean signed = order.profile() == LabelProfile.SIGNED;
        BatchTerms terms = new BatchTerms(
                order.gtin(),
                order.lot(),
                order.expiry(),
                order.produced().orElseGet(() -> LocalDate.now(clock)),
                serials.size(),
                order.profile(),
                signed ? brand.labelSigner().map(LabelSigner::keyId) : Optional.empty());
        KeptBatch batch = new KeptBatch(
                brand.gln(),
                terms,
                brought ? Origin.BROUGHT : Origin.MADE,
                brought && signed ? Optional.of(newKey()) : Optional.empty(),
                BatchFolders.hash(serials),
                idempotencyKey);
        try {
            folders.keep(batch, serials);
        } catch (IOException e) {
            throw new UncheckedIOException("the serials can't be kept on the disk, so nothing was registered", e);
        }
        return batch;
    }

    private BatchHead open(Registry registry, KeptBatch batch) {
        try {
            return registry.open(batch.terms());
        } catch (RefusedException e) {
            try {
                folders.remove(batch);
            } catch (IOException failed) {
                e.addSuppressed(failed);
            }
            throw e;
        }
    }

    private List<SerialNumber> serials(BatchOrder.Serials serials) {
        if (serials instanceof BatchOrder.Brought brought) {
            return brought.list();
        }
        SerialGenerator generator = new SerialGenerator(random);
        Set<SerialNumber> made = new LinkedHashSet<>();
        while (made.size() < serials.count()) {
            made.add(generator.next());
        }
        return new ArrayList<>(made);
    }

    private Bytes newKey() {
        byte[] key = new byte[LabelSecret.BATCH_KEY_LENGTH];
        random.nextBytes(key);
        return Bytes.of(key);
    }
}
