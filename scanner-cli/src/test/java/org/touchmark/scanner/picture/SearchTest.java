package org.touchmark.scanner.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks find, with all the time that they want: what fits in a second is measured, not tested. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SearchTest {

    @TempDir
    private Path folder;

    private final CodeFinder patient = CodeFinder.within(PictureLimits.STANDARD, Duration.ofSeconds(1), () -> 0);

    private List<String> textsOf(Path file) throws IOException {
        return patient.find(file).codes().stream().map(FoundCode::text).toList();
    }

    @Nested
    class A_label_is_read {

        @ParameterizedTest
        @CsvSource({
            "NOISE, 60, SIGNED",
            "NOISE, 80, COMPACT",
            "CONTRAST, 8, SIGNED",
            "CONTRAST, 8, COMPACT",
            "CONTRAST, 5, COMPACT",
            "BLUR, 3, SIGNED",
            "BLUR, 3, COMPACT",
            "PERSPECTIVE, 45, SIGNED",
            "PERSPECTIVE, 50, SIGNED",
            "PERSPECTIVE, 55, COMPACT",
            "PERSPECTIVE, 60, COMPACT",
            "CYLINDER, 90, SIGNED",
            "CYLINDER, 110, COMPACT",
            "CYLINDER, 130, COMPACT",
            "ALL, 25, SIGNED",
            "ALL, 15, COMPACT"
        })
        void however_badly_it_was_photographed(Degradation degradation, double level, Label label) throws IOException {
            Path file = folder.resolve("photo.png");
            ImageIO.write(degradation.of(label.text(), label.modulePixels(), level, 3), "png", file.toFile());
            assertThat(textsOf(file)).containsExactly(label.text());
        }
    }

    @Nested
    class Nothing_is_read {

        @ParameterizedTest
        @ValueSource(ints = {21, 25, 29, 33, 57})
        void of_what_has_a_codes_corners_and_noise_between_them(int modules) throws IOException {
            for (int seed = 0; seed < 3; seed++) {
                Path file = withoutWords(modules, seed).save(folder.resolve("none.png"));
                assertThat(textsOf(file)).isEmpty();
            }
        }

        /** Finder and timing patterns as they should be, and a coin thrown for each other module. */
        private Drawing withoutWords(int modules, long seed) {
            Random coin = new Random(seed);
            Drawing sheet = Drawing.sheet((modules + 8) * 6, (modules + 8) * 6);
            for (int row = 0; row < modules; row++) {
                for (int column = 0; column < modules; column++) {
                    boolean timing = row == 6 || column == 6;
                    boolean dark = timing ? (row + column) % 2 == 0 : coin.nextBoolean();
                    sheet.square((column + 4) * 6, (row + 4) * 6, 6, dark ? Color.BLACK : Color.WHITE);
                }
            }
            for (int corner = 0; corner < 3; corner++) {
                int left = 4 + (corner == 1 ? modules - 7 : 0);
                int top = 4 + (corner == 2 ? modules - 7 : 0);
                sheet.square((left - 1) * 6, (top - 1) * 6, 54, Color.WHITE);
                sheet.finderPattern(left * 6, top * 6, 6);
            }
            return sheet;
        }
    }

    @Nested
    class Looks_end {

        @Test
        void when_their_time_is_spent_and_what_was_found_stays() throws IOException {
            Path sheet = Drawing.sheet(1_200, 500)
                    .code("first", 50, 50, 6)
                    .code("second", 700, 100, 6)
                    .save(folder.resolve("two.png"));
            AtomicLong nanos = new AtomicLong();
            // Each question costs a tenth of what one code that is read adds.
            CodeFinder hasty =
                    CodeFinder.within(PictureLimits.STANDARD, Duration.ofMillis(200), () -> nanos.addAndGet(5_000_000));
            assertThat(hasty.find(sheet).codes()).extracting(FoundCode::text).containsExactly("first", "second");
        }

        /** With a clock on which each question takes a millisecond, there is time for few looks. */
        @Test
        void when_their_time_is_spent_whatever_the_next_would_have_found() throws IOException {
            Path hard = Drawing.ofCode("hard", 6).noisy(60, 3).save(folder.resolve("hard.png"));
            AtomicLong nanos = new AtomicLong();
            CodeFinder hasty =
                    CodeFinder.within(PictureLimits.STANDARD, Duration.ofMillis(1), () -> nanos.addAndGet(1_000_000));
            CodeFinder patient = CodeFinder.within(PictureLimits.STANDARD, Duration.ofSeconds(1), () -> 0);

            assertThat(hasty.find(hard).codes()).isEmpty();
            assertThat(patient.find(hard).codes()).extracting(FoundCode::text).containsExactly("hard");
        }

        @Test
        void sooner_for_what_is_read_at_the_first() throws IOException {
            AtomicLong questions = new AtomicLong();
            CodeFinder counting = CodeFinder.within(PictureLimits.STANDARD, Duration.ofSeconds(1), () -> {
                questions.incrementAndGet();
                return 0;
            });
            Path easy = Drawing.ofCode("easy", 6).save(folder.resolve("easy.png"));
            Path empty = Drawing.sheet(200, 200).save(folder.resolve("empty.png"));
            counting.find(easy);
            long ofEasy = questions.getAndSet(0);
            counting.find(empty);
            assertThat(ofEasy).isLessThan(questions.get());
        }
    }
}
