package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.gateway.http.AnswerRoutes.Wanted;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AcceptHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | PAGE",
                "text/html | PAGE",
                "TEXT/HTML | PAGE",
                "application/json | JSON",
                "*/* | JSON",
                "application/json;q=0.5, text/html;q=0.4 | JSON",
                "application/json;q=0.4, text/html;q=0.5 | PAGE",
                "text/html;q=0, */* | JSON",
                "image/png | NEITHER",
                "text/* | PAGE",
            })
    void decides_between_page_and_answer(String accept, Wanted wanted) {
        assertThat(Wanted.of(accept)).isEqualTo(wanted);
    }
}
