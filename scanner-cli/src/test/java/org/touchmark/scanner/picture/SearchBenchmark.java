package org.touchmark.scanner.picture;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Measures what is read of labels that were photographed badly, by what went wrong and how much: the same pictures each
 * time. Prints a table of Markdown, with processor time from file to text.
 */
public final class SearchBenchmark {

    private static final int WARM_UP_PICTURES = 12;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final CodeFinder finder = CodeFinder.within(PictureLimits.STANDARD);
    private final Path picture;
    private final int seeds;

    private SearchBenchmark(Path picture, int seeds) {
        this.picture = picture;
        this.seeds = seeds;
    }

    /** Argument: how many pictures of each level, 8 if none is given. */
    public static void main(String[] arguments) throws IOException {
        int seeds = arguments.length == 0 ? 8 : Integer.parseInt(arguments[0]);
        Path picture = Files.createTempFile("label", ".png");
        try {
            new SearchBenchmark(picture, seeds).run();
        } finally {
            Files.delete(picture);
        }
    }

    private void run() throws IOException {
        for (int seed = 0; seed < WARM_UP_PICTURES; seed++) {
            measure(Degradation.ALL, 40, seed, new Row());
        }
        System.out.println("| What went wrong | Level | Read | p50 ms | p99 ms |");
        System.out.println("|---|---|---|---|---|");
        Row all = new Row();
        for (Degradation degradation : Degradation.values()) {
            for (double level : degradation.levels()) {
                Row row = new Row();
                for (int seed = 0; seed < seeds; seed++) {
                    measure(degradation, level, seed, row);
                }
                row.print(degradation.title(), String.valueOf(level).replaceAll("\\.0$", ""));
                all.add(row);
            }
        }
        all.print("all", "");
    }

    private void measure(Degradation degradation, double level, int seed, Row row) throws IOException {
        Label label = seed % 2 == 0 ? Label.SIGNED : Label.COMPACT;
        ImageIO.write(degradation.of(label.text(), label.modulePixels(), level, seed), "png", picture.toFile());
        long start = THREADS.getCurrentThreadCpuTime();
        List<FoundCode> codes = finder.find(picture).codes();
        row.millis.add((THREADS.getCurrentThreadCpuTime() - start) / 1e6);
        for (FoundCode code : codes) {
            if (code.text().equals(label.text())) {
                row.read++;
            } else {
                row.misread++;
            }
        }
    }

    private static final class Row {
        private final List<Double> millis = new ArrayList<>();
        private int read;
        private int misread;

        void add(Row other) {
            millis.addAll(other.millis);
            read += other.read;
            misread += other.misread;
        }

        void print(String title, String level) {
            Collections.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %d of %d%s | %.0f | %.0f |%n",
                    title,
                    level,
                    read,
                    millis.size(),
                    misread == 0 ? "" : ", and " + misread + " MISREAD",
                    millis.get(millis.size() / 2),
                    millis.get((int) Math.ceil(millis.size() * 0.99) - 1));
        }
    }
}
