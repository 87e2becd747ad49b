package org.touchmark.scanner.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.scanner.picture.UnreadablePictureException.Reason;

/** Whatever a file holds, it ends in codes or in one of the reasons, and soon. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostilePictureTest {

    private static final String TEXT = "HTTPS://ID.EXAMPLE.COM/01/09506000134352/21/K7W2M9QX4T1B8RZ3P6NA";

    /** Looks cost nothing by this meter: what is found does not hang on how busy the machine is. */
    private static long standingStill() {
        return 0;
    }

    @TempDir
    private Path folder;

    private final CodeFinder finder =
            CodeFinder.within(PictureLimits.STANDARD, Duration.ofSeconds(1), HostilePictureTest::standingStill);

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private List<String> textsOf(Path file) throws IOException {
        return finder.find(file).codes().stream().map(FoundCode::text).toList();
    }

    private void assertRefused(Path file, Reason reason, String message) {
        assertThatThrownBy(() -> finder.find(file))
                .isInstanceOfSatisfying(
                        UnreadablePictureException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Nested
    class A_picture_that_costs_too_much_is_refused_before_it_is_decoded {

        @Test
        void of_one_side_too_long() throws IOException {
            Path strip = file("strip.png", PngFile.white(40, 1_000_000));
            assertRefused(strip, Reason.SIDE_TOO_LONG, "40 x 1,000,000 pixels; sides of up to 65,535 are read");
        }

        @ParameterizedTest
        @CsvSource({"65535,65535", "2147483647,2147483647", "7072,7071"})
        void of_too_many_pixels(int width, int height) throws IOException {
            Path bomb = file(
                    "bomb.png",
                    PngFile.header(width, height, 8, PngFile.RED_GREEN_BLUE).end());
            assertRefused(bomb, Reason.TOO_MANY_PIXELS, "megapixels; up to 50 are read");
        }

        @Test
        void in_too_many_scans() throws IOException {
            byte[] bomb = JpegFile.ofEmptyScans(7_000, 7_000, 2_500);
            assertThat(bomb).hasSizeBetween(60_000, 80_000);
            assertRefused(
                    file("bomb.jpg", bomb),
                    Reason.TOO_MANY_SCANS,
                    "7,000 x 7,000 in 11 scans or more is 539 megapixels to decode; up to 500 are: save it as a"
                            + " baseline");
        }

        @Test
        void by_a_jpegs_header() throws IOException {
            Path bomb = file("bomb.jpg", JpegFile.ofEmptyScans(65_500, 65_500, 1));
            assertRefused(bomb, Reason.TOO_MANY_PIXELS, "65,500 x 65,500 is 4,290.3 megapixels");
        }

        @ParameterizedTest
        @CsvSource({"0,10", "10,0", "-1,10", "10,-2147483648"})
        void by_a_size_that_is_none(int width, int height) throws IOException {
            Path none = file(
                    "none.png", PngFile.header(width, height, 8, PngFile.GRAY).end());
            assertRefused(none, Reason.DAMAGED, "the picture says that it is %d x %d".formatted(width, height));
        }

        @Test
        void by_the_bytes_of_its_file() throws IOException {
            PictureLimits small = new PictureLimits(1_000, 1_000_000, 1_000, 1_000_000, 1_000);
            Path large = Drawing.ofCode(TEXT, 4).save(folder.resolve("large.png"));
            assertThatThrownBy(() -> CodeFinder.within(small).find(large))
                    .hasMessageContaining("bytes; pictures of up to 1,000 bytes are read");
        }
    }

    @Nested
    class Decoding_ends {

        /** A meter by which every question costs a second. */
        private final AtomicLong seconds = new AtomicLong();

        private final CodeFinder slow = CodeFinder.within(
                PictureLimits.STANDARD,
                Duration.ofSeconds(1),
                () -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos());

        @ParameterizedTest
        @ValueSource(strings = {"png", "jpg"})
        void when_its_time_is_spent(String ending) {
            Path picture = Drawing.ofCode(TEXT, 9).save(folder.resolve("slow." + ending));
            assertThatThrownBy(() -> slow.find(picture))
                    .isInstanceOfSatisfying(
                            UnreadablePictureException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_SLOW))
                    .hasMessageContaining("decoding takes longer than 10,000 ms: crop it");
        }

        @Test
        @Timeout(value = 60, unit = TimeUnit.SECONDS)
        void for_the_most_that_is_let_through() throws IOException {
            Path scans = file("scans.jpg", JpegFile.ofEmptyScans(7_000, 7_000, 10));
            assertThat(CodeFinder.within(PictureLimits.STANDARD).find(scans).codes())
                    .isEmpty();
        }
    }

    @Nested
    class A_search_ends {

        @ParameterizedTest
        @CsvSource({"1,1", "1,65535", "65535,1", "20,20", "21,40000", "40,65535", "65535,762"})
        @Timeout(value = 60, unit = TimeUnit.SECONDS)
        void in_a_picture_of_any_shape(int width, int height) throws IOException {
            Path strip = file("strip.png", PngFile.white(width, height));
            assertThat(CodeFinder.within(PictureLimits.STANDARD).find(strip).codes())
                    .isEmpty();
        }

        @Test
        void with_the_code_that_a_long_strip_holds() throws IOException {
            Drawing strip = Drawing.sheet(30_000, 150).code(TEXT, 21_000, 20, 3);
            assertThat(textsOf(strip.save(folder.resolve("strip.png")))).containsExactly(TEXT);
        }

        @Test
        void before_its_first_look_when_nothing_may_be_spent() throws IOException {
            Path picture = Drawing.ofCode(TEXT, 5).save(folder.resolve("code.png"));
            CodeFinder finder =
                    CodeFinder.within(PictureLimits.STANDARD, Duration.ZERO, HostilePictureTest::standingStill);
            assertThat(finder.find(picture)).isEqualTo(new Finding(List.of(), true));
        }
    }

    @Nested
    class What_is_no_file {

        @Test
        void is_a_folder() {
            assertRefused(folder, Reason.NOT_A_FILE, "a folder, not a file");
        }

        @Test
        @Timeout(value = 20, unit = TimeUnit.SECONDS)
        void is_a_pipe_at_whose_other_end_nobody_is() throws IOException, InterruptedException {
            Path pipe = folder.resolve("pipe.png");
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "mkfifo makes pipes");
            assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                            .start()
                            .waitFor())
                    .isZero();
            assertRefused(pipe, Reason.NOT_A_FILE, "a pipe or a device, not a file; save the picture to a file");
        }

        @Test
        void is_a_link_to_nothing() throws IOException {
            Path link = Files.createSymbolicLink(folder.resolve("link.png"), folder.resolve("gone.png"));
            assertRefused(link, Reason.MISSING, "there is no such file");
        }

        @Test
        void is_one_that_is_made_up_while_it_is_read() {
            Path endless = Path.of("/proc/self/status");
            assumeTrue(Files.exists(endless), "Linux makes it up");
            assertRefused(endless, Reason.EMPTY, "the file is empty");
        }
    }

    @Nested
    class Another_format_is_named_by_the_first_bytes {

        @ParameterizedTest
        @CsvSource({
            "GIF89a, GIF",
            "RIFF....WEBPVP8, WebP",
            "....ftypheic, HEIC",
            "....ftypavif, AVIF",
            "BM........, BMP",
            "%PDF-1.7, PDF",
            "<svg xmlns, SVG"
        })
        void whatever_its_name_says(String start, String format) throws IOException {
            Path file = file("photo.jpg", start.getBytes(StandardCharsets.ISO_8859_1));
            assertRefused(file, Reason.FORMAT_NOT_READ, "in the format " + format + "; PNG and JPEG files are read");
        }

        @Test
        void and_a_tiff_of_either_order() throws IOException {
            assertRefused(file("a.png", new byte[] {'I', 'I', '*', 0, 8}), Reason.FORMAT_NOT_READ, "format TIFF");
            assertRefused(file("b.png", new byte[] {'M', 'M', 0, '*', 8}), Reason.FORMAT_NOT_READ, "format TIFF");
        }

        @Test
        void and_a_png_under_a_jpegs_name_is_read() throws IOException {
            Path png = Drawing.ofCode(TEXT, 4).save(folder.resolve("code.png"));
            assertThat(textsOf(Files.move(png, folder.resolve("code.jpg")))).containsExactly(TEXT);
        }

        @Test
        void and_zeros_are_none() throws IOException {
            assertRefused(file("zeros.png", new byte[5_000]), Reason.NOT_A_PICTURE, "not a picture; PNG and JPEG");
        }
    }

    @Nested
    class A_damaged_file {

        @ParameterizedTest
        @ValueSource(strings = {"png", "jpg"})
        void cut_anywhere_ends_in_codes_or_a_reason(String ending) throws IOException {
            byte[] whole = Files.readAllBytes(Drawing.ofCode(TEXT, 3).save(folder.resolve("whole." + ending)));
            for (int length = 1; length < whole.length; length += Math.max(1, length / 12)) {
                assertEnds(Arrays.copyOf(whole, length));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"png", "jpg"})
        void with_any_byte_changed_ends_in_codes_or_a_reason(String ending) throws IOException {
            byte[] whole = Files.readAllBytes(Drawing.ofCode(TEXT, 2).save(folder.resolve("whole." + ending)));
            for (int at = 0; at < whole.length; at += 1 + at / 20) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) 0xFF;
                assertEnds(changed);
            }
        }

        private void assertEnds(byte[] bytes) throws IOException {
            Path file = file("damaged", bytes);
            try {
                assertThat(textsOf(file)).isSubsetOf(TEXT);
            } catch (UnreadablePictureException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
            }
        }

        @Test
        void with_a_broken_colour_profile_is_read() throws IOException {
            byte[] plain = JpegFile.of(Drawing.ofCode(TEXT, 4).image(), ImageWriteParam.MODE_DISABLED);
            byte[] profile = "ICC_PROFILE\0\7\2 not a profile".getBytes(StandardCharsets.US_ASCII);
            byte[] broken = JpegFile.withSegment(JpegFile.withSegment(plain, 0xE2, profile), 0xE2, profile);
            assertThat(textsOf(file("profile.jpg", broken))).containsExactly(TEXT);
        }

        @Test
        void with_a_png_profile_text_and_time_that_are_none_is_read() throws IOException {
            byte[] png = Files.readAllBytes(Drawing.ofCode(TEXT, 4).save(folder.resolve("code.png")));
            int afterHeader = 8 + 25;
            byte[] junk = "iCCP\0\0not deflated".getBytes(StandardCharsets.US_ASCII);
            PngFile odd = PngFile.startingWith(Arrays.copyOf(png, afterHeader));
            odd.chunk("iCCP", junk)
                    .chunk("zTXt", junk)
                    .chunk("gAMA", junk)
                    .chunk("tIME", junk)
                    .chunk("eXIf", junk);
            byte[] whole = odd.with(Arrays.copyOfRange(png, afterHeader, png.length));
            assertThat(textsOf(file("odd.png", whole))).containsExactly(TEXT);
        }
    }

    @Nested
    class A_code_is_read {

        @ParameterizedTest
        @ValueSource(ints = {0, 2})
        void in_four_inks(int adobeTransform) throws IOException {
            Path file =
                    file("inks.jpg", JpegFile.ofFourInks(Drawing.ofCode(TEXT, 5).image(), adobeTransform));
            assertThat(textsOf(file)).containsExactly(TEXT);
        }

        @Test
        void in_several_scans() throws IOException {
            byte[] progressive = JpegFile.of(Drawing.ofCode(TEXT, 5).image(), ImageWriteParam.MODE_DEFAULT);
            assertThat(textsOf(file("progressive.jpg", progressive))).containsExactly(TEXT);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 6, 8, 99})
        void however_the_camera_says_it_was_held(int orientation) throws IOException {
            ByteBuffer exif = ByteBuffer.allocate(32).put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII));
            exif.putInt(8)
                    .putShort((short) 1)
                    .putShort((short) 0x112)
                    .putShort((short) 3)
                    .putInt(1);
            exif.putShort((short) orientation);
            byte[] plain = JpegFile.of(Drawing.ofCode(TEXT, 5).image(), ImageWriteParam.MODE_DISABLED);
            Path file = file("held.jpg", JpegFile.withSegment(plain, 0xE1, exif.array()));
            assertThat(textsOf(file)).containsExactly(TEXT);
        }

        @Test
        void in_an_interlaced_png() throws IOException {
            Path file = Drawing.ofCode(TEXT, 5).saveInterlaced(folder.resolve("interlaced.png"));
            assertThat(textsOf(file)).containsExactly(TEXT);
        }

        @Test
        void in_sixteen_bits_a_colour() throws IOException {
            Path file = Drawing.ofCode(TEXT, 5).inSixteenBits().save(folder.resolve("deep.png"));
            assertThat(textsOf(file)).containsExactly(TEXT);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x000000, 0xFFFFFF, 0x808080, 0xC00000})
        void in_any_ink_on_a_transparent_ground(int ink) throws IOException {
            Path file =
                    Drawing.ofCode(TEXT, 4).onTransparentGround(new Color(ink)).save(folder.resolve("ink.png"));
            assertThat(textsOf(file)).containsExactly(TEXT);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x000000, 0xFFFFFF})
        void as_a_hole_in_any_ink(int ink) throws IOException {
            Path file = Drawing.ofCode(TEXT, 4)
                    .inverted()
                    .onTransparentGround(new Color(ink))
                    .save(folder.resolve("hole.png"));
            assertThat(textsOf(file)).containsExactly(TEXT);
        }

        @Test
        void in_white_ink_and_another_in_black() throws IOException {
            Path file = Drawing.transparentSheet(700, 300)
                    .with(Drawing.ofCode("first", 5).onTransparentGround(Color.WHITE), 20, 20)
                    .with(Drawing.ofCode("second", 5).onTransparentGround(Color.BLACK), 380, 30)
                    .save(folder.resolve("both.png"));
            assertThat(textsOf(file)).containsExactlyInAnyOrder("first", "second");
        }
    }
}
