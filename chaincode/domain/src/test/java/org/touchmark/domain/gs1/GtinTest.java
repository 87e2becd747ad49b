package org.touchmark.domain.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GtinTest {
    @ParameterizedTest
    @CsvSource({
        "09506000134352, 09506000134352",
        "9506000134352, 09506000134352",
        "614141000036, 00614141000036",
        "40170725, 00000040170725",
        "10614141000415, 10614141000415"
    })
    void shorter_forms_are_filled_with_zeros(String text, String canonical) {
        assertThat(Gtin.parse(text)).hasToString(canonical).isEqualTo(new Gtin(canonical));
    }

    @ParameterizedTest
    @CsvSource({
        "09506000134353, 'GTIN 09506000134353: check digit is 3, should be 2'",
        "9506000134353, 'GTIN 9506000134353: check digit is 3, should be 2'",
        "40170726, 'GTIN 40170726: check digit is 6, should be 5'",
        "614141000037, 'GTIN 614141000037: check digit is 7, should be 6'",
        "095060001343O2, 'GTIN 095060001343O2: character 13 is not a digit'",
        "'', 'GTIN \"\": has 0 digits, should be 8, 12, 13 or 14'",
        "1234567, 'GTIN 1234567: has 7 digits, should be 8, 12, 13 or 14'",
        "095060001343521, 'GTIN 095060001343521: has 15 digits, should be 8, 12, 13 or 14'",
        "'0950600013435\u0662', 'GTIN \"0950600013435\u0662\": character 14 is not a digit'"
    })
    void refusals_name_the_value_and_the_rule(String text, String message) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Gtin.parse(text))
                .withMessage(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.GTIN_INVALID));
    }

    @Test
    void every_single_wrong_digit_is_found() {
        Random random = new Random(14);
        for (int i = 0; i < 200; i++) {
            String good = CheckDigit.append(String.format("%013d", random.nextLong(10_000_000_000_000L)));
            assertThat(new Gtin(good).digits()).isEqualTo(good);
            for (int at = 0; at < good.length(); at++) {
                char wrong = (char) ('0' + (good.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
                String bad = good.substring(0, at) + wrong + good.substring(at + 1);
                assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new Gtin(bad));
            }
        }
    }

    @Test
    void a_prefix_owns_what_begins_with_it_behind_the_indicator_digit() {
        CompanyPrefix prefix = new CompanyPrefix("9506000");

        assertThat(prefix.owns(Gtin.parse("9506000134352"))).isTrue();
        assertThat(prefix.owns(new Gtin(CheckDigit.append("1950600013435")))).isTrue();
        assertThat(prefix.owns(new Gtin(CheckDigit.append("0950600113435")))).isFalse();
        assertThat(prefix.owns(new Gtin(CheckDigit.append("9506000134352")))).isFalse();
    }

    @Test
    void a_prefix_of_the_united_states_has_its_leading_zero() {
        Gtin gtin12 = Gtin.parse("614141000036");

        assertThat(new CompanyPrefix("0614141").owns(gtin12)).isTrue();
        assertThat(new CompanyPrefix("614141").owns(gtin12)).isFalse();
    }

    @Test
    void nobody_owns_a_gtin_8_by_prefix() {
        Gtin gtin8 = Gtin.parse("40170725");

        assertThat(gtin8.isGtin8()).isTrue();
        assertThat(Gtin.parse("614141000036").isGtin8()).isFalse();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new CompanyPrefix("000004"))
                .withMessageContaining("GTIN-8");
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new CompanyPrefix("0000"));
        assertThat(new CompanyPrefix("000040").owns(gtin8)).isFalse();
    }

    @Test
    void prefixes_overlap_when_one_begins_the_other() {
        CompanyPrefix prefix = new CompanyPrefix("9506000");

        assertThat(prefix.overlaps(new CompanyPrefix("95060001"))).isTrue();
        assertThat(prefix.overlaps(new CompanyPrefix("9506"))).isTrue();
        assertThat(prefix.overlaps(prefix)).isTrue();
        assertThat(prefix.overlaps(new CompanyPrefix("9506001"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "123, 'company prefix 123: has 3 digits, should be 4 to 12'",
        "1234567890123, 'company prefix 1234567890123: has 13 digits, should be 4 to 12'",
        "95O6, 'company prefix 95O6: character 3 is not a digit'"
    })
    void malformed_prefixes_are_refused(String digits, String message) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new CompanyPrefix(digits))
                .withMessage(message);
    }
}
