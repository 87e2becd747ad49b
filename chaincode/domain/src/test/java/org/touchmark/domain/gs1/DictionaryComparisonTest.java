package org.touchmark.domain.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DictionaryComparisonTest {
    private static String differenceOf(String ai, String line) {
        return DictionaryComparison.differences(List.of(line)).stream()
                .filter(difference -> difference.startsWith("AI " + ai + "\n"))
                .findFirst()
                .orElse("");
    }

    @Test
    void lines_that_say_what_the_table_says_are_no_difference() {
        assertThat(differenceOf("01", "01  *?  N14,csum,gcppos2  ex=255,37 dlpkey=22,10,21|235  # GTIN"))
                .isEmpty();
        assertThat(differenceOf("7011", "7011  ?  N6,yymmdd [N4],hhmi  req=01,02  # TEST BY DATE"))
                .isEmpty();
        assertThat(differenceOf("3100", "3100-3105  *?  N6  req=01,02 ex=310n  # NET WEIGHT (kg)"))
                .isEmpty();
    }

    @Test
    void a_line_that_says_something_else_is_told_from_both_sides() {
        assertThat(differenceOf("7011", "7011  ?  N6,yymmdd [N4],hhmi  req=01,02,03  # TEST BY DATE"))
                .contains("GS1: 7011-7011")
                .contains("needs [[[01], [02], [03]]]")
                .contains("here: 7011-7011")
                .contains("needs [[[01], [02]]]");
    }

    @Test
    void what_only_one_side_has_is_told() {
        assertThat(differenceOf("9999", "9999  X..4  # NEW")).contains("here: none");
        assertThat(DictionaryComparison.differences(List.of()))
                .hasSize(AiTable.entries().size())
                .allSatisfy(difference -> assertThat(difference).contains("GS1: none"));
        assertThat(Stream.of("01", "8200"))
                .allSatisfy(ai -> assertThat(
                                DictionaryComparison.differences(List.of()).toString())
                        .contains("AI " + ai));
    }
}
