package org.touchmark.domain.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.time.Year;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.error.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class Gs1DateTest {
    @ParameterizedTest
    @CsvSource({
        // General Specifications, section 7.12: differences of 51 and more, -50 and less, and all between.
        "770101, 2026, 1977-01-01",
        "760101, 2026, 2076-01-01",
        "000101, 2026, 2000-01-01",
        "990101, 2026, 1999-01-01",
        "500101, 1999, 1950-01-01",
        "490101, 1999, 2049-01-01",
        "000101, 2099, 2100-01-01",
        "261200, 2026, 2026-12-31",
        "280200, 2026, 2028-02-29",
        "270200, 2026, 2027-02-28"
    })
    void the_century_is_the_nearest_and_day_00_the_last_of_the_month(String yymmdd, int year, LocalDate date) {
        assertThat(new Gs1Date(yymmdd).resolve(Year.of(year))).isEqualTo(date);
    }

    @Test
    void a_date_within_the_window_comes_back() {
        Random random = new Random(12);
        for (int i = 0; i < 2000; i++) {
            int reference = 1990 + random.nextInt(200);
            LocalDate date = LocalDate.ofYearDay(reference - 49 + random.nextInt(100), 1 + random.nextInt(365));

            assertThat(Gs1Date.of(date).resolve(Year.of(reference))).isEqualTo(date);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "26123", "2612311", "26123a", "260001", "261301", "261232", "260431", "270229"})
    void what_is_no_date_is_refused(String yymmdd) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new Gs1Date(yymmdd))
                .withMessageStartingWith("expiry ");
    }

    @Test
    void the_29th_of_february_of_a_common_century_year_is_refused_when_it_is_resolved() {
        Gs1Date date = new Gs1Date("000229");

        assertThat(date.resolve(Year.of(2026))).isEqualTo(LocalDate.of(2000, 2, 29));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> date.resolve(Year.of(2080)))
                .withMessage("expiry 000229: is no date of the year 2100");
    }
}
