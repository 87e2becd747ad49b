package org.touchmark.gateway.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.answer.Answers;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.custody.Goods;
import org.touchmark.gateway.custody.GoodsOrder;
import org.touchmark.gateway.custody.HandOffOrder;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.label.Label;
import org.touchmark.gateway.label.Labels;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.BatchOrder;
import org.touchmark.gateway.registration.KeptBatch;
import org.touchmark.gateway.registration.RegistrationJob;
import org.touchmark.gateway.registration.Registrations;

/**
 * The hot paths against a running ledger: registration, single hand-offs, answers. The baseline of the same run is one
 * transaction a unit, which is what a hand-off of one unit is.
 */
public final class Benchmark {
    private static final Duration REGISTRATION_LIMIT = Duration.ofMinutes(30);
    private static final int READERS = 8;
    private static final int[] IN_FLIGHT = {1, 20, 200};
    private static final int[] BATCHES = {10_000, 100_000, 1_000_000};

    /** Each hand-off takes a unit of its own. */
    private static final int UNITS = 200_000;

    /** Asked for over and over; nobody hands them off, so that each is answered alike. */
    private static final int LABELS = 2_000;

    private final Parts parts;
    private final Registrations registrations;
    private final HandOffs handOffs;
    private final Consumer<String> out;
    private final String run =
            Long.toString(System.currentTimeMillis(), Character.MAX_RADIX).toUpperCase(Locale.ROOT);

    /**
     * What is measured, and with whom.
     *
     * @param gtin a trade item of the brand's
     * @param folders where the brand's serials are kept
     * @param replay reads all blocks from a peer and tells how many
     */
    public record Parts(
            Member brand,
            Member receiver,
            Gtin gtin,
            BatchFolders folders,
            Connection connection,
            PinnedRoots roots,
            LongSupplier replay,
            Clock clock) {}

    /** {@code out} is given the table, line by line. */
    public Benchmark(Parts parts, Consumer<String> out) {
        this.parts = parts;
        this.registrations =
                new Registrations(parts.folders(), parts.connection().channel(), parts.clock());
        this.handOffs =
                new HandOffs(new Goods(parts.folders()), parts.connection().channel(), parts.clock());
        this.out = out;
    }

    /** Something to measure. */
    public enum Work {
        HAND_OFFS,
        ANSWERS,
        READS,
        BLOCKS,
        REGISTRATIONS
    }

    /**
     * Runs measurements; they write to the ledger, so a ledger for this alone is best.
     *
     * @param works which
     * @param time how long for each row, where it is not told by what is to be done
     */
    public void run(Set<Work> works, Duration time) throws InterruptedException, ExecutionException {
        out.accept(String.format(
                Locale.ROOT,
                "%-38s %10s %14s %10s %10s %10s",
                "work",
                "done",
                "a second",
                "p50 ms",
                "p99 ms",
                "ratio"));
        KeptBatch units = batch(UNITS, "W").batch();
        List<SerialNumber> serials;
        try (var stream = parts.folders().serials(units)) {
            serials = stream.toList();
        }
        double baseline = works.contains(Work.HAND_OFFS) ? handOffs(units, serials, time) : 0;
        if (works.contains(Work.ANSWERS)) {
            answers(units, serials.subList(UNITS - LABELS, UNITS), time);
        }
        if (works.contains(Work.READS)) {
            reads(units.terms(), time);
        }
        if (works.contains(Work.BLOCKS)) {
            blocks();
        }
        if (works.contains(Work.REGISTRATIONS)) {
            for (int count : BATCHES) {
                register(count, baseline);
            }
        }
        registrations.close();
    }

    private double handOffs(KeptBatch units, List<SerialNumber> serials, Duration time)
            throws InterruptedException, ExecutionException {
        // Not counted: until the compilers are done.
        int used = new Load(UNITS - LABELS, time, READERS)
                .run(offering(units, serials, 0))
                .operations();
        double best = 0;
        for (int inFlight : IN_FLIGHT) {
            Sample sample = new Load(UNITS - LABELS - used, time, inFlight).run(offering(units, serials, used));
            used += sample.operations();
            best = Math.max(best, sample.rate());
            row("hand off one unit, " + inFlight + " in flight", sample);
        }
        return best;
    }

    private IntConsumer offering(KeptBatch units, List<SerialNumber> serials, int from) {
        return number -> {
            HandOffOrder order = new HandOffOrder(
                    parts.receiver().gln(),
                    GoodsOrder.of(new GoodsOrder.Serials(
                            new GoodsOrder.Batch(
                                    units.terms().gtin(), units.terms().lot()),
                            List.of(serials.get(from + number)))),
                    Optional.empty());
            handOffs.offer(parts.brand(), order, Optional.empty());
        };
    }

    private void answers(KeptBatch units, List<SerialNumber> serials, Duration time)
            throws InterruptedException, ExecutionException {
        Answers answers = new Answers(parts.brand().ledger(), parts.connection(), parts.roots(), parts.clock());
        Labels labels = new Labels(parts.folders(), () -> LabelOrigin.parse("id.example.com"));
        List<Label> scanned = serials.stream()
                .map(serial -> labels.one(parts.brand(), units, serial))
                .toList();
        Sample sample = new Load(Integer.MAX_VALUE, time, READERS).run(number -> {
            Verdict verdict =
                    answers.answer(scanned.get(number % LABELS).link()).verdict();
            if (!(verdict instanceof Verdict.Genuine)) {
                throw new IllegalStateException("A label of this run was answered with " + verdict);
            }
        });
        row("answer a label, " + READERS + " in flight", sample);
    }

    private void reads(BatchTerms batch, Duration time) throws InterruptedException, ExecutionException {
        Registry registry = new Registry(parts.brand().ledger());
        IntConsumer read = number -> {
            if (registry.batch(batch.gtin(), batch.lot()).isEmpty()) {
                throw new IllegalStateException("The batch of this run is not on the ledger");
            }
        };
        row("read a batch, " + READERS + " in flight", new Load(Integer.MAX_VALUE, time, READERS).run(read));
    }

    /** From block 0 on, through one peer, as a reader does that has lost what it knew. */
    private void blocks() {
        long start = System.nanoTime();
        long blocks = parts.replay().getAsLong();
        row("replay a block", blocks, blocks * 1e9 / (System.nanoTime() - start), "-");
    }

    private void register(int count, double baseline) throws InterruptedException {
        long start = System.nanoTime();
        batch(count, "");
        double rate = count * 1e9 / (System.nanoTime() - start);
        row(
                "register " + count + " serials",
                count,
                rate,
                baseline > 0 ? String.format(Locale.ROOT, "%.0f", rate / baseline) : "-");
    }

    /** A row of something that was done as a whole. */
    private void row(String work, long done, double rate, String ratio) {
        out.accept(String.format(Locale.ROOT, "%-38s %,10d %,14.0f %10s %10s %10s", work, done, rate, "-", "-", ratio));
    }

    private RegistrationJob batch(int count, String suffix) throws InterruptedException {
        BatchOrder order = new BatchOrder(
                parts.gtin(),
                new Lot("BENCH-" + run + "-" + count / 1_000 + suffix),
                Optional.empty(),
                Optional.empty(),
                LabelProfile.SIGNED,
                new BatchOrder.Made(count),
                List.of());
        RegistrationJob job = registrations.start(parts.brand(), order, Optional.empty());
        if (job.await(REGISTRATION_LIMIT).isEmpty()) {
            throw new IllegalStateException(
                    "The registration of " + count + " serials did not end within " + REGISTRATION_LIMIT);
        }
        return job;
    }

    private void row(String work, Sample sample) {
        out.accept(String.format(
                Locale.ROOT,
                "%-38s %,10d %,14.1f %10.1f %10.1f %10s",
                work,
                sample.operations(),
                sample.rate(),
                sample.percentileMillis(0.50),
                sample.percentileMillis(0.99),
                "-"));
    }
}
