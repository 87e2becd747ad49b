package org.touchmark.gateway.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.answer.Answers;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.custody.HandOffOrder;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.label.Label;
import org.touchmark.gateway.label.Labels;
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
    private static final int WARM_UP = 300;
    private static final int READERS = 8;

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
     */
    public record Parts(
            Member brand,
            Member receiver,
            Gtin gtin,
            BatchFolders folders,
            Connection connection,
            PinnedRoots roots,
            Clock clock) {}

    /** {@code out} is given the table, line by line. */
    public Benchmark(Parts parts, Consumer<String> out) {
        this.parts = parts;
        this.registrations =
                new Registrations(parts.folders(), parts.connection().channel(), parts.clock());
        this.handOffs = new HandOffs(parts.folders(), parts.connection().channel(), parts.clock());
        this.out = out;
    }

    /** Runs all measurements; each writes to the ledger, so a ledger for this alone is best. */
    public void run() throws InterruptedException, ExecutionException {
        out.accept(String.format(
                Locale.ROOT,
                "%-38s %10s %14s %10s %10s %10s",
                "work",
                "done",
                "a second",
                "p50 ms",
                "p99 ms",
                "ratio"));
        KeptBatch units = register("warm-up", 10_000, 0);
        List<SerialNumber> serials;
        try (var stream = parts.folders().serials(units)) {
            serials = stream.toList();
        }
        int used = 0;
        Load.run(WARM_UP, READERS, offering(units, serials, used));
        used += WARM_UP;
        Sample alone = handOff(units, serials, used, 300, 1);
        used += 300;
        handOff(units, serials, used, 2_000, 20);
        used += 2_000;
        Sample baseline = handOff(units, serials, used, 4_000, 200);
        answers(units, serials.subList(0, 2_000));
        for (int count : new int[] {10_000, 100_000, 1_000_000}) {
            register("register " + count + " serials", count, Math.max(alone.rate(), baseline.rate()));
        }
        registrations.close();
    }

    private Sample handOff(KeptBatch units, List<SerialNumber> serials, int from, int count, int inFlight)
            throws InterruptedException, ExecutionException {
        Sample sample = Load.run(count, inFlight, offering(units, serials, from));
        row("hand off one unit, " + inFlight + " in flight", sample);
        return sample;
    }

    private IntConsumer offering(KeptBatch units, List<SerialNumber> serials, int from) {
        return number -> {
            HandOffOrder order = new HandOffOrder(
                    parts.receiver().gln(),
                    units.terms().gtin(),
                    units.terms().lot(),
                    new HandOffOrder.Serials(List.of(serials.get(from + number))),
                    Optional.empty());
            handOffs.offer(parts.brand(), order, Optional.empty());
        };
    }

    private void answers(KeptBatch units, List<SerialNumber> serials) throws InterruptedException, ExecutionException {
        Answers answers = new Answers(parts.brand().ledger(), parts.connection(), parts.roots(), parts.clock());
        Labels labels = new Labels(parts.folders(), () -> LabelOrigin.parse("id.example.com"));
        List<Label> scanned = serials.stream()
                .map(serial -> labels.one(parts.brand(), units, serial))
                .toList();
        Sample sample = Load.run(scanned.size(), READERS, number -> {
            Verdict verdict = answers.answer(scanned.get(number).link()).verdict();
            if (!(verdict instanceof Verdict.Genuine)) {
                throw new IllegalStateException("A label of this run was answered with " + verdict);
            }
        });
        row("answer a label, " + READERS + " in flight", sample);
    }

    private KeptBatch register(String work, int count, double baseline) throws InterruptedException {
        BatchOrder order = new BatchOrder(
                parts.gtin(),
                new Lot("BENCH-" + run + "-" + count / 1_000 + (baseline > 0 ? "" : "W")),
                Optional.empty(),
                Optional.empty(),
                LabelProfile.SIGNED,
                new BatchOrder.Made(count),
                List.of());
        long start = System.nanoTime();
        RegistrationJob job = registrations.start(parts.brand(), order, Optional.empty());
        BatchHead head = job.await(REGISTRATION_LIMIT)
                .orElseThrow(() -> new IllegalStateException(
                        "The registration of " + count + " serials did not end within " + REGISTRATION_LIMIT));
        long elapsed = System.nanoTime() - start;
        if (baseline > 0) {
            double rate = head.terms().count() * 1e9 / elapsed;
            out.accept(String.format(
                    Locale.ROOT, "%-38s %,10d %,14.0f %10s %10s %10.0f", work, count, rate, "-", "-", rate / baseline));
        }
        return job.batch();
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
