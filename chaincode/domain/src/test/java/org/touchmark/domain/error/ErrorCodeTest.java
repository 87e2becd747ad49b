package org.touchmark.domain.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_code_comes_back_from_the_wire_with_its_prose(ErrorCode code) {
        RefusedException refused = new RefusedException(code, "GTIN 09506000134352: belongs to GLN 9506000000008");

        RefusedException back = RefusedException.parse("chaincode response 500, " + refused.wireMessage())
                .orElseThrow();

        assertThat(back.code()).isEqualTo(code);
        assertThat(back.prose()).isEqualTo(refused.prose());
    }

    @Test
    void a_code_is_found_behind_everything_that_peers_put_before_it() {
        String message = "ABORTED: failed to endorse transaction: evaluate call to endorser returned error: "
                + "chaincode response 500, BATCH_SEALED: lot L1 takes no more pages";

        assertThat(ErrorCode.parse(message)).contains(ErrorCode.BATCH_SEALED);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "something else",
                "UNAVAILABLE: no peers",
                "batch_sealed: lower case",
                "the prose quotes LAPSED: but does not open with it",
                "chaincode response 500, NO_SUCH_CODE: of another version"
            })
    void a_message_without_a_code_has_none(String message) {
        assertThat(ErrorCode.parse(message)).isEmpty();
    }

    @Test
    void long_prose_is_cut_on_the_wire_and_keeps_its_code() {
        RefusedException refused = new RefusedException(ErrorCode.ARGUMENT_INVALID, "x".repeat(5000));

        assertThat(refused.wireMessage())
                .hasSize(RefusedException.MAX_WIRE_CHARACTERS)
                .endsWith("...");
        assertThat(ErrorCode.parse(refused.wireMessage())).contains(ErrorCode.ARGUMENT_INVALID);
    }
}
