package org.touchmark.scanner.picture;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Measures each of the harder looks by itself, over the pictures of {@link SearchBenchmark} that the first looks do not
 * read: what it reads, what no look before it reads, and its processor time. The order of {@link Looks} is by this.
 */
public final class LookBenchmark {

    private final int seeds;

    private LookBenchmark(int seeds) {
        this.seeds = seeds;
    }

    /** Argument: how many pictures of each level, 4 if none is given. */
    public static void main(String[] arguments) {
        new LookBenchmark(arguments.length == 0 ? 4 : Integer.parseInt(arguments[0])).run();
    }

    /** A picture that the first looks do not read, and what stands on it. */
    private record Hard(View view, String text, AtomicBoolean isRead) {}

    private void run() {
        List<Hard> pictures = hardPictures();
        System.out.printf("%d pictures that the first looks do not read%n", pictures.size());
        System.out.println("| Look | Read | Not by a look before | ms |");
        System.out.println("|---|---|---|---|");
        for (Look look : Looks.HARDER) {
            measure(look, pictures);
        }
    }

    private List<Hard> hardPictures() {
        List<Hard> pictures = new ArrayList<>();
        for (Degradation degradation : Degradation.values()) {
            for (double level : degradation.levels()) {
                IntStream.range(0, seeds)
                        .mapToObj(seed -> picture(degradation, level, seed))
                        .filter(picture -> Looks.FIRST.stream().noneMatch(look -> reads(look, picture)))
                        .forEach(pictures::add);
            }
        }
        return pictures;
    }

    private static Hard picture(Degradation degradation, double level, int seed) {
        Label label = seed % 2 == 0 ? Label.SIGNED : Label.COMPACT;
        BufferedImage image = degradation.of(label.text(), label.modulePixels(), level, seed);
        return new Hard(View.of(Brightness.of(image).get(0)), label.text(), new AtomicBoolean());
    }

    private static boolean reads(Look look, Hard picture) {
        Budget budget = Budget.of(Duration.ofMinutes(1), Budget.PROCESSOR_NANOS);
        return look.views().apply(picture.view()).stream()
                .map(view -> look.threshold().applyTo(view.get().picture()))
                .flatMap(bits -> Decoder.read(bits, look.effort(), budget).stream())
                .anyMatch(read -> read.text().equals(picture.text()));
    }

    private static void measure(Look look, List<Hard> pictures) {
        int read = 0;
        int added = 0;
        long start = Budget.PROCESSOR_NANOS.getAsLong();
        for (Hard picture : pictures) {
            if (reads(look, picture)) {
                read++;
                added += picture.isRead().getAndSet(true) ? 0 : 1;
            }
        }
        double millis = (Budget.PROCESSOR_NANOS.getAsLong() - start) / 1e6;
        System.out.printf(Locale.ROOT, "| %s | %d | %d | %.1f |%n", look.name(), read, added, millis / pictures.size());
    }
}
