package org.touchmark.gateway.registration;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.Progress.Stage;

/** The long part of a registration, from the kept list of serials to the sealed batch; it can begin again at any point. */
final class RegistrationRun {
    private final Registry registry;
    private final BatchFolders folders;
    private final Sealer sealer;
    private final Duration patience;

    RegistrationRun(Member brand, BatchFolders folders, String channel, Clock clock, Duration patience) {
        this.registry = new Registry(brand.ledger());
        this.folders = folders;
        this.sealer = new Sealer(brand, channel, clock);
        this.patience = patience;
    }

    BatchHead run(RegistrationJob job) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped before it began");
        }
        KeptBatch batch = job.batch();
        BatchTerms terms = batch.terms();
        Patience ledger = new Patience(patience, job::waitFor);
        BatchHead head = ledger.ask(() -> opened(batch));
        boolean sealed = head.state() == BatchState.SEALED;
        Set<Integer> missing = sealed
                ? Set.of()
                : new HashSet<>(ledger.ask(() -> registry.missing(terms.gtin(), terms.lot()))
                        .missing());
        // A peer that lacks the block in which this was read can't say what is missing: its refusals do not count.
        ledger.ask(registry.client()::height);
        try (PageKeeper keeper = folders.keepPages(batch, batch.terms().layout().pages())) {
            Bytes root =
                    BatchTree.of(sendPages(job, head, missing, keeper, ledger)).root();
            folders.requireKept(batch);
            BatchHead done = sealed ? Sealer.requireRoot(head, root) : sealer.seal(head, root, ledger, job::report);
            keeper.finish(root);
            return done;
        }
    }

    /** Whether a brand is to open a batch anew: it is abandoned, or left open by a brand that has lost the prefix to this one. */
    static boolean isGivenUp(Gln brand, BatchHead head) {
        return head.state() == BatchState.ABANDONED
                || (head.state() == BatchState.OPEN && !head.brand().equals(brand));
    }

    // A peer that is a block behind does not show a batch that was opened a moment ago.
    private BatchHead opened(KeptBatch batch) {
        return registry.batch(batch.terms().gtin(), batch.terms().lot())
                .filter(head -> !isGivenUp(batch.brand(), head))
                .orElseThrow(
                        () -> new LedgerUnavailableException("no peer shows yet that " + batch + " is open", null));
    }

    private List<PageSummary> sendPages(
            RegistrationJob job, BatchHead head, Set<Integer> missing, PageKeeper keeper, Patience ledger)
            throws InterruptedException {
        BatchDigests digests = digests(job);
        int pages = digests.pages();
        int there = pages - missing.size();
        long start = System.nanoTime();
        job.report(new Progress(Stage.PAGES, there, pages, 0, -1));
        return new PageSender(registry, head, ledger)
                .send(digests, missing, keeper, sent -> job.report(resumed(there, sent, pages, start)));
    }

    private BatchDigests digests(RegistrationJob job) {
        int count = job.batch().terms().count();
        long start = System.nanoTime();
        job.report(Progress.of(Stage.DIGESTS, 0, count, 0));
        return BatchDigests.of(
                job.batch(),
                folders.list(job.batch()),
                done -> job.report(Progress.of(Stage.DIGESTS, done, count, System.nanoTime() - start)));
    }

    private static Progress resumed(int there, long sent, int total, long startNanos) {
        Progress now = Progress.of(Stage.PAGES, sent, total - there, System.nanoTime() - startNanos);
        return new Progress(Stage.PAGES, there + sent, total, now.rate(), now.secondsLeft());
    }
}
