package org.touchmark.domain.adversary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lays siege to the ledger: many random histories, several at once, each with everything that is looked at. A breach is shrunk
 * to a short history, and told.
 */
public final class Siege {
    /** Steps of one history: long enough for everything to happen to everything in a world that small. */
    static final int STEPS = 500;

    private Siege() {}

    /**
     * What came of a siege.
     *
     * @param found the first breach, shrunk; empty where there was none
     */
    record Report(int steps, int accepted, int verified, int largestReading, int largestValue, Optional<Found> found) {
        Report plus(Report other) {
            return new Report(
                    steps + other.steps,
                    accepted + other.accepted,
                    verified + other.verified,
                    Math.max(largestReading, other.largestReading),
                    Math.max(largestValue, other.largestValue),
                    found.or(other::found));
        }

        static Report none() {
            return new Report(0, 0, 0, 0, 0, Optional.empty());
        }
    }

    /** A breach, the seed and the number of the step that led to it, and the shortest history that is known to. */
    record Found(long seed, int step, Breach breach, List<Step> shortest, List<String> told) {
        /** The same in as few steps as can be. */
        Found shrunk() {
            History.Bench bench = History.Bench.make();
            List<Step> fewest = new Shrinker(some -> run(bench, some), breach).shrink(shortest);
            History told = History.telling(bench);
            fewest.forEach(one -> Siege.breach(told, one));
            return new Found(seed, step, breach, fewest, told.told());
        }

        @Override
        public String toString() {
            StringBuilder text =
                    new StringBuilder("seed " + seed + ", step " + step + ": " + breach.getMessage() + "\n");
            shortest.forEach(one -> text.append("    \"").append(one).append("\",\n"));
            told.forEach(line -> text.append("  ")
                    .append(line, 0, Math.min(line.length(), 300))
                    .append('\n'));
            return text.toString();
        }
    }

    /** Lays siege from this seed on, on so many threads, until so many steps are made or a breach is found. */
    static Report lay(int steps, long seed, int threads) {
        AtomicInteger next = new AtomicInteger();
        int histories = (steps + STEPS - 1) / STEPS;
        Callable<Report> part = () -> {
            History.Bench bench = History.Bench.make();
            Report all = Report.none();
            for (int i = next.getAndIncrement(); i < histories && all.found().isEmpty(); i = next.getAndIncrement()) {
                all = all.plus(history(bench, seed + i, Math.min(STEPS, steps)));
            }
            next.addAndGet(all.found().isPresent() ? histories : 0);
            return all;
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Report>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(executor.submit(part));
            }
            Report all = Report.none();
            for (Future<Report> one : parts) {
                all = all.plus(one.get());
            }
            return all;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the siege was broken off", e);
        } finally {
            executor.shutdown();
        }
    }

    /** One history, whose seed tells all of it. */
    static Report history(History.Bench bench, long seed, int count) {
        List<Step> steps = History.steps(seed, count);
        History history = History.founded(bench);
        int made = 0;
        Optional<Breach> breach = Optional.empty();
        while (made < steps.size() && breach.isEmpty()) {
            breach = breach(history, steps.get(made++));
        }
        int last = made;
        return new Report(
                made,
                history.accepted(),
                history.verified(),
                history.largestReading(),
                history.largestValue(),
                breach.map(found -> new Found(seed, last, found, steps.subList(0, last), List.of())));
    }

    /** Makes steps, and looks at everything after the last. */
    static Optional<Breach> run(History.Bench bench, List<Step> steps) {
        History history = History.founded(bench);
        for (Step step : steps) {
            Optional<Breach> breach = breach(history, step);
            if (breach.isPresent()) {
                return breach;
            }
        }
        return breach(history, History::lookAtAll);
    }

    static Optional<Breach> breach(History history, Step step) {
        return breach(history, one -> one.step(step));
    }

    private static Optional<Breach> breach(History history, java.util.function.Consumer<History> doing) {
        try {
            doing.accept(history);
            return Optional.empty();
        } catch (Breach e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            return Optional.of(new Breach("fault", String.valueOf(e), e));
        }
    }

    /**
     * {@code steps seed [threads [as-is]]}: lays siege and tells what came of it, a breach shrunk unless as it is; ends with 1
     * for a breach.
     */
    // Whoever runs it reads it on standard output.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        int steps = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        long begin = System.nanoTime();
        Report report = lay(steps, seed, threads);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%d steps, %d writes, %d verdicts in %.1f s (%.1f s of processors): %.0f steps/s; largest reading %d bytes, largest value %d%n",
                report.steps(),
                report.accepted(),
                report.verified(),
                seconds,
                ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / 1e3,
                report.steps() / seconds,
                report.largestReading(),
                report.largestValue());
        report.found().ifPresent(found -> {
            System.out.println("seed " + found.seed() + ", step " + found.step() + ": "
                    + found.breach().getMessage());
            found.breach().printStackTrace(System.out);
            System.out.println(arguments.length > 3 ? "" : found.shrunk());
        });
        System.exit(report.found().isPresent() ? 1 : 0);
    }
}
