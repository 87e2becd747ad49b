package org.touchmark.scanner.picture;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures decoding on folders of pictures, each with its expected text beside it ({@code 01.png}, {@code 01.txt}).
 *
 * <p>A picture without a text beside it must give nothing; its folder's "found" then counts false finds. Prints, for
 * each folder, what was read, time a picture, and both beside one plain pass of ZXing's reader.
 */
public final class DecodeBenchmark {

    private static final int WARM_UP_PICTURES = 15;

    private final CodeFinder finder = CodeFinder.within(PictureLimits.STANDARD);
    private final PictureReader reader = new PictureReader(PictureLimits.STANDARD, Budget.PROCESSOR_NANOS);

    private DecodeBenchmark() {}

    /** Arguments: folders. */
    public static void main(String[] folders) throws IOException {
        if (folders.length == 0) {
            System.err.println("usage: DecodeBenchmark FOLDER...");
            System.exit(2);
        }
        DecodeBenchmark benchmark = new DecodeBenchmark();
        System.out.printf(
                "%-24s %8s %8s %8s %8s %8s %14s%n",
                "folder", "found", "p50 ms", "p99 ms", "max ms", "plain", "time to plain");
        for (String folder : folders) {
            benchmark.measure(Path.of(folder));
        }
    }

    private void measure(Path folder) throws IOException {
        List<Path> pictures = picturesOf(folder);
        for (Path picture : pictures.subList(0, Math.min(WARM_UP_PICTURES, pictures.size()))) {
            texts(picture);
            plainText(picture);
        }
        List<Double> times = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        int read = 0;
        int plain = 0;
        double plainTime = 0;
        for (Path picture : pictures) {
            String expected = expectedOf(picture);
            long start = System.nanoTime();
            List<String> texts = texts(picture);
            long middle = System.nanoTime();
            String plainText = plainText(picture);
            plainTime += (System.nanoTime() - middle) / 1e6;
            times.add((middle - start) / 1e6);
            if (isRead(texts, expected)) {
                read++;
            } else if (!expected.isEmpty()) {
                missed.add(picture.getFileName().toString());
            }
            plain += isRead(plainText.isEmpty() ? List.of() : List.of(plainText), expected) ? 1 : 0;
        }
        print(folder, times, read, missed, plain, plainTime);
    }

    private static boolean isRead(List<String> texts, String expected) {
        return expected.isEmpty() ? !texts.isEmpty() : texts.contains(expected);
    }

    private static void print(
            Path folder, List<Double> times, int read, List<String> missed, int plain, double plainTime) {
        double total = times.stream().mapToDouble(Double::doubleValue).sum();
        Collections.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%-24s %8s %8.1f %8.1f %8.1f %8d %13.1fx  not found: %s%n",
                folder.getFileName(),
                read + "/" + times.size(),
                times.get(times.size() / 2),
                times.get((int) Math.ceil(times.size() * 0.99) - 1),
                times.get(times.size() - 1),
                plain,
                total / plainTime,
                missed);
    }

    private List<String> texts(Path picture) throws IOException {
        return finder.find(picture).codes().stream().map(FoundCode::text).toList();
    }

    private String plainText(Path picture) throws IOException {
        try {
            GrayPicture gray = reader.read(picture).pictures().get(0);
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(gray)))
                    .getText();
        } catch (ReaderException e) {
            return "";
        }
    }

    private static String expectedOf(Path picture) throws IOException {
        Path text = picture.resolveSibling(picture.getFileName().toString().replaceAll("\\.\\w+$", ".txt"));
        return Files.exists(text) ? Files.readString(text, StandardCharsets.UTF_8) : "";
    }

    private static List<Path> picturesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(png|jpe?g)"))
                    .sorted()
                    .toList();
        }
    }
}
