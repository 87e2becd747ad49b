package org.touchmark.scanner.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.scanner.picture.UnreadablePictureException.Reason;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CodeFinderTest {

    private static final String COMPACT = "HTTPS://ID.EXAMPLE.COM/01/09506000134352/21/K7W2M9QX4T1B8RZ3P6NA";
    private static final String SIGNED =
            "https://id.example.com/01/09506000134352/10/WATCH-2026-11/21/K7W2M9QX4T1B8RZ3P6NA" + "?17=311231&tm="
                    + "AQ2z9xKf".repeat(11) + "AbC";

    /** What one picture may take of a processor, with as much again for a cold start. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private final CodeFinder finder = CodeFinder.within(PictureLimits.STANDARD);

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private List<String> textsOf(Drawing drawing) throws IOException {
        return textsOf(drawing.save(folder.resolve("picture.png")));
    }

    private List<String> textsOf(Path file) throws IOException {
        return finder.find(file).codes().stream().map(FoundCode::text).toList();
    }

    @Nested
    class One_code {

        @ParameterizedTest
        @ValueSource(ints = {0, 7, 22, 30, 45, 63, 90, 135, 180, 200, 270, 315})
        void is_found_at_any_rotation(int degrees) throws IOException {
            assertThat(textsOf(Drawing.ofCode(SIGNED, 5).turned(degrees))).containsExactly(SIGNED);
        }

        @Test
        void is_found_as_a_negative() throws IOException {
            assertThat(textsOf(Drawing.ofCode(COMPACT, 5).inverted())).containsExactly(COMPACT);
        }

        @Test
        void is_found_through_noise_and_blur_and_a_turn() throws IOException {
            Drawing photo = Drawing.ofCode(SIGNED, 6).turned(12).blurred(5).noisy(25, 20261124);
            assertThat(textsOf(photo)).containsExactly(SIGNED);
        }

        @Test
        void is_found_seen_from_the_side() throws IOException {
            Drawing sheet = Drawing.sheet(700, 700).code(SIGNED, 150, 150, 7);
            assertThat(textsOf(sheet.fromTheSide(0.25))).containsExactly(SIGNED);
        }

        @Test
        void is_found_where_the_light_falls_off() throws IOException {
            assertThat(textsOf(Drawing.ofCode(SIGNED, 6).litFromTheLeft())).containsExactly(SIGNED);
        }

        @Test
        void is_found_small_in_a_large_photograph() throws IOException {
            Drawing sheet = Drawing.sheet(4_000, 3_000).code(SIGNED, 2_900, 2_100, 3);
            assertThat(textsOf(sheet.save(folder.resolve("large.jpg")))).containsExactly(SIGNED);
        }

        @Test
        void is_found_at_two_pixels_a_module() throws IOException {
            assertThat(textsOf(Drawing.ofCode(COMPACT, 2))).containsExactly(COMPACT);
        }

        @ParameterizedTest
        @ValueSource(
                ints = {
                    BufferedImage.TYPE_BYTE_BINARY,
                    BufferedImage.TYPE_BYTE_GRAY,
                    BufferedImage.TYPE_USHORT_GRAY,
                    BufferedImage.TYPE_BYTE_INDEXED,
                    BufferedImage.TYPE_3BYTE_BGR,
                    BufferedImage.TYPE_4BYTE_ABGR
                })
        void is_found_in_every_colour_model(int imageType) throws IOException {
            assertThat(textsOf(Drawing.ofCode(COMPACT, 4).as(imageType))).containsExactly(COMPACT);
        }

        @Test
        void is_found_on_a_transparent_ground() throws IOException {
            assertThat(textsOf(Drawing.ofCode(COMPACT, 4).onTransparentGround()))
                    .containsExactly(COMPACT);
        }

        @Test
        void says_where_it_stands() throws IOException {
            Path file = Drawing.sheet(900, 600).code(COMPACT, 500, 200, 6).save(folder.resolve("place.png"));
            FoundCode code = finder.find(file).codes().get(0);
            int middle = 33 * 6 / 2;
            assertThat(code.x()).isBetween(500 + middle - 3, 500 + middle + 3);
            assertThat(code.y()).isBetween(200 + middle - 3, 200 + middle + 3);
            assertThat(code.side()).isBetween(26 * 6 - 4, 26 * 6 + 4);
        }
    }

    @Nested
    class Several_codes {

        @Test
        void one_beside_a_wall_of_finder_patterns_is_found() throws IOException {
            Drawing sheet = Drawing.sheet(1_600, 1_200);
            for (int i = 0; i < 500; i++) {
                sheet.finderPattern(10 + i % 20 * 39, 10 + i / 20 * 39, 4);
            }
            assertThat(textsOf(sheet.code(SIGNED, 1_100, 700, 6))).containsExactly(SIGNED);
        }

        @Test
        void three_give_three_answers_from_the_top_down() throws IOException {
            Drawing sheet = Drawing.sheet(1_200, 900)
                    .code("second", 60, 300, 6)
                    .code(SIGNED, 500, 420, 6)
                    .code("first", 400, 40, 9);
            assertThat(textsOf(sheet.turned(20))).containsExactlyInAnyOrder("first", "second", SIGNED);
            assertThat(textsOf(sheet)).containsExactly("first", "second", SIGNED);
        }

        @Test
        void two_prints_of_one_text_are_two() throws IOException {
            Drawing sheet = Drawing.sheet(900, 500).code(COMPACT, 50, 50, 5).code(COMPACT, 500, 100, 5);
            assertThat(textsOf(sheet)).containsExactly(COMPACT, COMPACT);
        }

        @Test
        void a_sheet_of_twenty_is_read_whole() throws IOException {
            Drawing sheet = Drawing.sheet(1_700, 1_400);
            for (int i = 0; i < 20; i++) {
                sheet.code(COMPACT.replace("K7W2", "K7%02d".formatted(i)), 40 + i % 5 * 330, 40 + i / 5 * 330, 6);
            }
            assertThat(textsOf(sheet)).doesNotHaveDuplicates().hasSize(20);
        }
    }

    @Nested
    class No_code {

        @Test
        void an_empty_sheet_gives_none() throws IOException {
            assertThat(textsOf(Drawing.sheet(640, 480))).isEmpty();
        }

        @Test
        void noise_gives_none_in_bounded_time() throws IOException {
            Path file = Drawing.sheet(3_000, 2_000).noisy(90, 7).save(folder.resolve("noise.png"));
            long start = processorNanos();
            assertThat(textsOf(file)).isEmpty();
            assertThat(Duration.ofNanos(processorNanos() - start)).isLessThan(BOUND);
        }

        @Test
        void a_wall_of_finder_patterns_gives_none_in_bounded_time() throws IOException {
            Drawing sheet = Drawing.sheet(1_600, 1_200);
            for (int i = 0; i < 1_200; i++) {
                sheet.finderPattern(10 + i % 40 * 39, 10 + i / 40 * 39, 4);
            }
            Path file = sheet.save(folder.resolve("wall.png"));
            long start = processorNanos();
            assertThat(textsOf(file)).isEmpty();
            assertThat(Duration.ofNanos(processorNanos() - start)).isLessThan(BOUND);
        }
    }

    @Nested
    class Not_a_picture {

        @Test
        void a_missing_file_is_named() {
            assertRefused(folder.resolve("none.png"), Reason.MISSING, "none.png: there is no such file");
        }

        @Test
        void a_folder_is_refused() {
            assertRefused(folder, Reason.NOT_A_FILE, "not a file");
        }

        @Test
        void a_text_is_refused() throws IOException {
            Path text = Files.writeString(folder.resolve("letter.jpg"), "Dear watchmaker,");
            assertRefused(text, Reason.NOT_A_PICTURE, "letter.jpg: not a picture; PNG and JPEG");
        }

        @Test
        void an_empty_file_is_refused() throws IOException {
            assertRefused(Files.createFile(folder.resolve("empty.png")), Reason.EMPTY, "not a picture");
        }

        @Test
        void another_format_is_named() {
            Path gif = Drawing.ofCode(COMPACT, 3)
                    .as(BufferedImage.TYPE_BYTE_INDEXED)
                    .save(folder.resolve("a.gif"));
            assertRefused(gif, Reason.FORMAT_NOT_READ, "in the format GIF; PNG and JPEG files are read");
        }

        @Test
        void a_png_cut_short_is_refused() throws IOException {
            Path whole = Drawing.ofCode(SIGNED, 5).save(folder.resolve("whole.png"));
            byte[] bytes = Files.readAllBytes(whole);
            Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
            assertRefused(cut, Reason.DAMAGED, "cut.png: the picture is damaged, cut short");
        }

        @Test
        void a_jpeg_cut_short_says_that_it_is_not_complete() throws IOException {
            Path whole = Drawing.ofCode(SIGNED, 5).save(folder.resolve("whole.jpg"));
            byte[] bytes = Files.readAllBytes(whole);
            Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(bytes, bytes.length / 3));
            assertThat(finder.find(whole).complete()).isTrue();
            assertThat(finder.find(cut)).isEqualTo(new Finding(List.of(), false));
        }

        @Test
        void two_hundred_megapixels_are_refused_from_the_header() throws IOException {
            Path bomb = Files.write(folder.resolve("bomb.png"), pngHeader(20_000, 10_000));
            assertRefused(bomb, Reason.TOO_MANY_PIXELS, "20,000 x 10,000 is 200 megapixels; up to 50 are read");
        }

        @Test
        void a_file_over_the_limit_is_not_opened() throws IOException {
            Path large = folder.resolve("large.png");
            try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
                file.setLength(PictureLimits.STANDARD.maxFileBytes() + 1);
            }
            assertRefused(large, Reason.FILE_TOO_LARGE, "67,108,865 bytes; pictures of up to 67,108,864 bytes");
        }

        private void assertRefused(Path file, Reason reason, String message) {
            assertThatThrownBy(() -> finder.find(file))
                    .isInstanceOfSatisfying(
                            UnreadablePictureException.class,
                            e -> assertThat(e.reason()).isEqualTo(reason))
                    .hasMessageContaining(message);
        }

        private static byte[] pngHeader(int width, int height) throws IOException {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(chunk);
            data.write("IHDR".getBytes(StandardCharsets.US_ASCII));
            data.writeInt(width);
            data.writeInt(height);
            data.write(new byte[] {8, 2, 0, 0, 0});
            CRC32 sum = new CRC32();
            sum.update(chunk.toByteArray());
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(file);
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            out.writeInt(13);
            out.write(chunk.toByteArray());
            out.writeInt((int) sum.getValue());
            return file.toByteArray();
        }
    }
}
