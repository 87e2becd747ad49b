package org.touchmark.gateway.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.domain.unit.UnitDigester;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.Progress.Stage;

/** The long part of a registration, from the kept list of serials to the sealed batch; it can begin again at any point. */
final class RegistrationRun {
    private static final int REPORT_EVERY_UNITS = 8_192;

    private final Member brand;
    private final Registry registry;
    private final BatchFolders folders;
    private final String channel;
    private final Clock clock;

    RegistrationRun(Member brand, BatchFolders folders, String channel, Clock clock) {
        this.brand = brand;
        this.registry = new Registry(brand.ledger());
        this.folders = folders;
        this.channel = channel;
        this.clock = clock;
    }

    BatchHead run(RegistrationJob job, BatchHead opened) throws InterruptedException {
        BatchTerms terms = job.batch().terms();
        List<Page> pages = pages(job);
        Bytes root = BatchTree.of(pages.stream().map(PageSummary::of).toList()).root();
        if (opened.state() == BatchState.SEALED) {
            return requireRoot(opened, root);
        }
        List<Integer> missing = registry.missing(terms.gtin(), terms.lot()).missing();
        long start = System.nanoTime();
        int there = pages.size() - missing.size();
        job.report(new Progress(Stage.PAGES, there, pages.size(), 0, -1));
        new PageSender(registry, job.batch())
                .send(pages, missing, sent -> job.report(resumed(there, sent, pages.size(), start)));
        job.report(Progress.of(Stage.SEAL, 0, 1, 0));
        return seal(terms, root);
    }

    private List<Page> pages(RegistrationJob job) {
        KeptBatch batch = job.batch();
        PageLayout layout = batch.terms().layout();
        List<List<UnitDigest>> buckets = new ArrayList<>();
        for (int number = 0; number < layout.pages(); number++) {
            buckets.add(new ArrayList<>(PageLayout.ENTRIES_PER_PAGE));
        }
        UnitDigester digester = new UnitDigester(batch.terms().gtin());
        long start = System.nanoTime();
        long done = 0;
        try (Stream<SerialNumber> serials = folders.serials(batch)) {
            for (SerialNumber serial : (Iterable<SerialNumber>) serials::iterator) {
                UnitDigest digest = digester.digest(serial, batch.secret(serial));
                buckets.get(layout.pageOf(digest)).add(digest);
                done++;
                if (done % REPORT_EVERY_UNITS == 0) {
                    job.report(Progress.of(Stage.DIGESTS, done, batch.terms().count(), System.nanoTime() - start));
                }
            }
        }
        job.report(Progress.of(Stage.DIGESTS, done, batch.terms().count(), System.nanoTime() - start));
        return buckets.stream().map(Page::of).toList();
    }

    private BatchHead seal(BatchTerms terms, Bytes root) {
        // Milliseconds, since the signed bytes hold no more.
        Instant at = Instant.ofEpochMilli(clock.millis());
        byte[] signed = Seal.signedBytes(channel, terms, brand.gln(), root, at);
        try {
            return registry.seal(terms.gtin(), terms.lot(), new Seal(root, brand.sign(signed, at)));
        } catch (RefusedException e) {
            // Sealed meanwhile: by an earlier run whose answer was lost.
            if (e.code() == ErrorCode.BATCH_SEALED) {
                return requireRoot(registry.batch(terms.gtin(), terms.lot()).orElseThrow(() -> e), root);
            }
            throw e;
        }
    }

    private static BatchHead requireRoot(BatchHead head, Bytes root) {
        Bytes sealed = head.seal().orElseThrow().root();
        if (!sealed.equals(root)) {
            throw new RefusedException(
                    ErrorCode.BATCH_EXISTS,
                    "GTIN " + head.terms().gtin() + " lot " + head.terms().lot()
                            + " is sealed with other serials: its root is " + sealed + ", of these serials it is "
                            + root);
        }
        return head;
    }

    private static Progress resumed(int there, long sent, int total, long startNanos) {
        Progress now = Progress.of(Stage.PAGES, sent, total - there, System.nanoTime() - startNanos);
        return new Progress(Stage.PAGES, there + sent, total, now.rate(), now.secondsLeft());
    }
}
