package org.touchmark.gateway.registration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.gateway.labelkey.LabelKeys;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Members;
import org.touchmark.gateway.problem.ProblemException;
import org.touchmark.gateway.problem.Problems;

/** Registers batches for hosted brands. What can be refused is refused at once; the rest runs by itself. */
public final class Registrations implements AutoCloseable {
    /** How long a registration waits for a ledger that does not answer, before it fails and may be posted again. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

    private final BatchFolders folders;
    private final BatchKeeper keeper;
    private final LabelKeys labelKeys;
    private final String channel;
    private final Clock clock;
    private final Duration patience;
    private final Map<Gtin, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, RegistrationJob> running = new ConcurrentHashMap<>();
    private final RegistrationQueue queue = new RegistrationQueue();

    /**
     * Registrations that keep their lists in folders.
     *
     * @param folders where lists of serials are kept
     * @param channel the channel's name, which seals sign
     * @param clock tells the times of seals
     */
    public Registrations(BatchFolders folders, String channel, Clock clock) {
        this(folders, channel, clock, PATIENCE);
    }

    /**
     * Registrations with a patience of their own.
     *
     * @param folders where lists of serials are kept
     * @param channel the channel's name, which seals sign
     * @param clock tells the times of seals
     * @param patience how long a registration waits for a ledger that does not answer
     */
    public Registrations(BatchFolders folders, String channel, Clock clock, Duration patience) {
        this.folders = folders;
        this.keeper = new BatchKeeper(folders, clock);
        this.labelKeys = new LabelKeys(channel, clock);
        this.channel = channel;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Checks an order, keeps its serials on the disk, opens the batch, and starts the rest. Asked again with the same
     * serials it goes on with what is there, or follows what runs.
     *
     * @param brand who asks
     * @param order what to register
     * @param idempotencyKey the caller's name for the request; lets it ask again for serials that were made
     * @param permit asked right before the ledger is written: throws where who asks may do so no longer
     * @return the running registration
     * @throws RefusedException what the ledger's rules refuse
     */
    public RegistrationJob start(Member brand, BatchOrder order, Optional<String> idempotencyKey, Runnable permit) {
        Registry registry = new Registry(brand.ledger());
        requireOwner(brand, order.gtin());
        // One at a time for a GTIN, so that each new lot is held to the ones before.
        synchronized (locks.computeIfAbsent(order.gtin(), gtin -> new Object())) {
            RegistrationJob there = running.get(order.gtin() + "/" + order.lot());
            if (there != null) {
                return requireSame(there, order, idempotencyKey);
            }
            Optional<BatchHead> before = registry.batch(order.gtin(), order.lot());
            Optional<BatchHead> head = before.filter(standing -> !RegistrationRun.isGivenUp(brand.gln(), standing));
            List<String> warnings = new ArrayList<>(order.warnings());
            Optional<KeptBatch> kept = keeper.find(brand, order, idempotencyKey, head);
            if (head.isEmpty() && order.serials() instanceof BatchOrder.Brought brought) {
                warnings.addAll(new EarlierLots(registry, folders)
                        .check(order.gtin(), order.lot(), brought.draft(), runningLots(order.gtin())));
            }
            KeptBatch batch =
                    kept.isPresent() ? kept.get() : keeper.keep(brand, order, idempotencyKey, labelKey(brand, order));
            requirePermit(permit, batch, head);
            if (head.isEmpty()) {
                open(registry, batch, before.map(BatchHead::attempt).orElse(0) + 1);
            }
            return start(brand, new RegistrationJob(batch, warnings));
        }
    }

    /**
     * Checks that a party may register batches at all, as the ledger's rules do when one is opened.
     *
     * @param member who asks
     * @return the party as it stands on the ledger
     * @throws RefusedException NOT_A_PARTY, PARTY_SUSPENDED or ROLE_MISSING
     */
    public Party requireBrand(Member member) {
        Admission admission = new Registry(member.ledger())
                .party(member.gln())
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_A_PARTY, member + " is not admitted on this ledger; run gateway/admit"));
        if (admission.suspension().isPresent()) {
            throw new RefusedException(
                    ErrorCode.PARTY_SUSPENDED,
                    member + " is suspended by the organisations' votes, and registers nothing");
        }
        if (!admission.party().roles().contains(Role.BRAND)) {
            throw new RefusedException(
                    ErrorCode.ROLE_MISSING,
                    member + " is no brand, and brands register batches; it is "
                            + admission.party().roles().stream().map(Role::wire).collect(Collectors.joining(", ")));
        }
        return admission.party();
    }

    /**
     * Checks that a party may register batches of a GTIN.
     *
     * @param member who asks
     * @param gtin of what
     * @throws RefusedException as {@link #requireBrand}, and PREFIX_NOT_OWNED
     */
    public void requireOwner(Member member, Gtin gtin) {
        Party party = requireBrand(member);
        if (!party.owns(gtin)) {
            throw new RefusedException(
                    ErrorCode.PREFIX_NOT_OWNED,
                    member + " holds no company prefix of GTIN " + gtin + "; it holds " + party.prefixes());
        }
    }

    /**
     * Goes on with the registrations that an earlier process left: those whose batches are open on the ledger.
     *
     * @param members the brands that are hosted here
     */
    public void resume(Members members) {
        Thread resuming = new Thread(() -> resumeNow(members), "registration-resume");
        resuming.setDaemon(true);
        resuming.start();
    }

    /**
     * Gives up a batch that is not sealed, and forgets its serials; what runs for it is stopped before.
     *
     * @param brand who asks
     * @param gtin the batch's GTIN
     * @param lot the batch's lot
     * @return the abandoned head
     * @throws RefusedException BATCH_UNKNOWN, BATCH_SEALED, BATCH_ABANDONED, or that the batch is another brand's
     */
    public BatchHead abandon(Member brand, Gtin gtin, Lot lot) {
        Registry registry = new Registry(brand.ledger());
        synchronized (locks.computeIfAbsent(gtin, key -> new Object())) {
            BatchHead head = registry.batch(gtin, lot)
                    .orElseThrow(() -> new RefusedException(
                            ErrorCode.BATCH_UNKNOWN, "GTIN " + gtin + " has no batch with lot " + lot));
            RegistrationJob job = running.get(gtin + "/" + lot);
            if (job != null && head.brand().equals(brand.gln())) {
                job.stop();
                running.remove(gtin + "/" + lot, job);
                job.failed(interrupted(job));
            }
            BatchHead abandoned = registry.abandon(head);
            folders.find(gtin, lot).ifPresent(keeper::forget);
            return abandoned;
        }
    }

    /** Ends running registrations where they are; they go on when the gateway is started again. */
    @Override
    public void close() {
        queue.close();
        running.values().forEach(job -> job.failed(interrupted(job)));
    }

    private void resumeNow(Members members) {
        try {
            folders.deleteDeadUploads(clock.instant());
            for (KeptBatch batch : folders.unsealed()) {
                for (Member brand : members.all()) {
                    if (brand.gln().equals(batch.brand())) {
                        resume(brand, batch);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Registrations that were interrupted are not resumed; post their batches again", e);
        }
    }

    private void resume(Member brand, KeptBatch batch) throws InterruptedException {
        BatchTerms terms = batch.terms();
        Registry registry = new Registry(brand.ledger());
        Optional<BatchHead> head =
                new Patience(patience, why -> {}).ask(() -> registry.batch(terms.gtin(), terms.lot()));
        synchronized (locks.computeIfAbsent(terms.gtin(), gtin -> new Object())) {
            boolean live = head.filter(standing -> !RegistrationRun.isGivenUp(brand.gln(), standing))
                    .isPresent();
            if (live && !running.containsKey(name(batch))) {
                LOG.info("Going on with the registration of {}", batch);
                start(brand, new RegistrationJob(batch, List.of()));
            }
        }
    }

    private RegistrationJob start(Member brand, RegistrationJob job) {
        String name = name(job.batch());
        running.put(name, job);
        RegistrationRun run = new RegistrationRun(brand, folders, channel, clock, patience);
        Optional<Future<?>> queued = queue.add(job.batch().terms().count(), () -> run(job, run, name));
        queued.ifPresent(job::runsAs);
        if (queued.isEmpty()) {
            running.remove(name, job);
            throw Problems.unavailable(
                            "REGISTRATION_BUSY",
                            RegistrationQueue.MAX_WAITING
                                    + " registrations wait already; the batch is kept and open, post it again later.")
                    .asException();
        }
        return job;
    }

    private void run(RegistrationJob job, RegistrationRun run, String name) {
        BatchHead sealed;
        try {
            sealed = run.run(job);
            folders.sealed(job.batch());
        } catch (InterruptedException e) {
            running.remove(name, job);
            Thread.currentThread().interrupt();
            job.failed(interrupted(job));
            return;
        } catch (IOException e) {
            running.remove(name, job);
            job.failed(new UncheckedIOException(e));
            return;
        } catch (RuntimeException | Error e) {
            running.remove(name, job);
            job.failed(e);
            return;
        }
        // Before anyone is told, so that whoever is may post it again at once.
        running.remove(name, job);
        job.done(sealed);
    }

    private static RuntimeException interrupted(RegistrationJob job) {
        return job.isStopped()
                ? Problems.conflict("BATCH_ABANDONED", job.batch() + " is abandoned.")
                        .asException()
                : Problems.unavailable("GATEWAY_ENDING", "The gateway is ending; it goes on when it is started.")
                        .asException();
    }

    private static RegistrationJob requireSame(
            RegistrationJob there, BatchOrder order, Optional<String> idempotencyKey) {
        if (BatchKeeper.isSame(there.batch(), order, idempotencyKey, Optional.empty())) {
            return there;
        }
        throw Problems.conflict(
                        "REGISTRATION_RUNNING",
                        "GTIN " + order.gtin() + " lot " + order.lot()
                                + " is being registered now with other serials or terms; take another lot.")
                .asException();
    }

    // What was kept for a batch that is not opened is nobody's.
    private void requirePermit(Runnable permit, KeptBatch batch, Optional<BatchHead> head) {
        try {
            permit.run();
        } catch (ProblemException e) {
            if (head.isEmpty()) {
                keeper.forget(batch);
            }
            throw e;
        }
    }

    private Optional<LabelKeyId> labelKey(Member brand, BatchOrder order) {
        return order.profile() == LabelProfile.SIGNED ? Optional.of(labelKeys.current(brand)) : Optional.empty();
    }

    private void open(Registry registry, KeptBatch batch, int attempt) {
        try {
            registry.open(batch.terms(), attempt);
        } catch (RefusedException e) {
            keeper.forget(batch);
            throw e;
        }
    }

    private Set<String> runningLots(Gtin gtin) {
        return running.values().stream()
                .map(job -> job.batch().terms())
                .filter(terms -> terms.gtin().equals(gtin))
                .map(terms -> terms.lot().value())
                .collect(Collectors.toSet());
    }

    private static String name(KeptBatch batch) {
        return batch.terms().gtin() + "/" + batch.terms().lot();
    }
}
