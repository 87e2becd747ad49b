package org.touchmark.gateway.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.ledger.BlockBytes;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.KeptBatch;

/** The hot paths against a running ledger: registration, hand-offs of units and of pallets, answers, reads, blocks. */
public final class Benchmark {
    /** Each hand-off takes units of its own. */
    private static final int UNITS = 200_000;

    /** Asked for over and over; nobody hands them off, so that each is answered alike. */
    private static final int LABELS = 2_000;

    /** What takes units of a batch that is there. */
    private static final Set<Work> ON_UNITS = Set.of(Work.HAND_OFFS, Work.COALESCED, Work.ANSWERS, Work.READS);

    private final Parts parts;
    private final Report baseline;
    private final Consumer<String> out;

    /**
     * What is measured, and with whom.
     *
     * @param brand who registers and hands over
     * @param receiver to whom
     * @param gtin a trade item of the brand's
     * @param folders where the brand's serials are kept
     * @param connection the ledger
     * @param roots what believers trust
     * @param ledger the way to it
     * @param peerFolder where a peer of this machine keeps its data, if that is known
     * @param tag tells this run's batches and serials from other runs'
     * @param clock tells the times that are signed
     */
    public record Parts(
            Member brand,
            Member receiver,
            Gtin gtin,
            BatchFolders folders,
            Connection connection,
            PinnedRoots roots,
            FabricLedger ledger,
            Optional<Path> peerFolder,
            String tag,
            Clock clock) {}

    /** Something to measure. */
    public enum Work {
        /** One unit in an offer. */
        HAND_OFFS,
        /** As many units as an offer takes. */
        COALESCED,
        /** 10,000 units packed by plan. */
        PALLETS,
        /** Labels of people who scan. */
        ANSWERS,
        /** Batch heads. */
        READS,
        /** From the first on. */
        BLOCKS,
        /** Pages that are there already. */
        PAGES,
        /** From CSV to the seal. */
        REGISTRATIONS
    }

    /**
     * How much to do.
     *
     * @param works what to measure
     * @param time how long for each row, where it is not told by what is to be done
     * @param batches units of each batch to register
     */
    public record Plan(Set<Work> works, Duration time, List<Integer> batches) {
        /** Copies what it is given. */
        public Plan {
            works = Set.copyOf(works);
            batches = List.copyOf(batches);
        }
    }

    /**
     * A benchmark.
     *
     * @param parts what is measured
     * @param baseline what {@link BaselineRows} found on such a ledger; without rows if it was not asked
     * @param out is given the table, line by line
     */
    public Benchmark(Parts parts, Report baseline, Consumer<String> out) {
        this.parts = parts;
        this.baseline = baseline;
        this.out = out;
    }

    /**
     * A tag that no earlier run had.
     *
     * @return eight letters and digits
     */
    public static String freshTag() {
        return Long.toString(System.currentTimeMillis(), Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    }

    /**
     * Runs measurements; they write to the ledger, so a ledger for this alone is best.
     *
     * @param plan which
     * @return the baseline's rows and these
     */
    public Report run(Plan plan) throws InterruptedException, ExecutionException {
        OptionalDouble rate = baseline.row(Goals.BASELINE + 200)
                .map(row -> OptionalDouble.of(row.rate()))
                .orElse(OptionalDouble.empty());
        Rows rows = new Rows(out, rate);
        Set<Work> works = plan.works();
        try (RegistrationRows registrations = new RegistrationRows(parts, rows)) {
            if (works.stream().anyMatch(ON_UNITS::contains)) {
                onUnits(plan, registrations.makeUnits(UNITS), rows);
            }
            if (works.contains(Work.BLOCKS)) {
                replay(rows);
            }
            if (works.contains(Work.PALLETS)) {
                new PalletRows(parts, rows).run(plan.time());
            }
            if (works.contains(Work.REGISTRATIONS)) {
                plan.batches().forEach(registrations::register);
            }
            if (works.contains(Work.PAGES)) {
                registrations.barePages(
                        plan.batches().stream().mapToInt(units -> units).max().orElse(UNITS));
            }
        }
        return new Report(parts.connection().ledger(), rows.all()).behind(baseline);
    }

    private void onUnits(Plan plan, KeptBatch units, Rows rows) throws InterruptedException, ExecutionException {
        Set<Work> works = plan.works();
        HandOffRows handOffs = new HandOffRows(parts, rows, plan.time(), units, UNITS - LABELS);
        if (works.contains(Work.HAND_OFFS)) {
            handOffs.single();
        }
        if (works.contains(Work.COALESCED)) {
            handOffs.coalesced();
        }
        ReadRows reads = new ReadRows(parts, rows, plan.time());
        if (works.contains(Work.ANSWERS)) {
            reads.answers(units, UNITS - LABELS);
        }
        if (works.contains(Work.READS)) {
            reads.batches(units.terms());
        }
    }

    /** From block 0 on, through one peer, as a reader does that has lost what it knew. */
    private void replay(Rows rows) {
        long start = System.nanoTime();
        BlockBytes blocks = parts.ledger().replay(0);
        rows.addAside(
                Row.whole("replay", "replay a block", blocks.blocks(), System.nanoTime() - start, Optional.empty()));
    }
}
