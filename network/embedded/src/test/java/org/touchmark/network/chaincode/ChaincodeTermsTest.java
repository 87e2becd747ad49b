package org.touchmark.network.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.msp.PolicyExpression;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChaincodeTermsTest {
    private static final Optional<ChaincodeDefinition> SECOND = Optional.of(new ChaincodeDefinition(
            2,
            "1.7",
            "escc",
            "vscc",
            ChaincodeTerms.policy(PolicyExpression.parse("OR('A.peer')")),
            ChaincodeDefinition.InitRule.NONE));

    private static ChaincodeTerms version(String version, OptionalLong sequence) {
        return new ChaincodeTerms(Optional.of(version), Optional.empty(), Optional.empty(), sequence);
    }

    private static ChaincodeTerms sequence(long sequence) {
        return new ChaincodeTerms(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.of(sequence));
    }

    @Test
    void a_first_start_without_a_word_defines_fabrics_defaults() {
        assertThat(ChaincodeTerms.OPEN.toCommit("goods", Optional.empty())).contains(ChaincodeDefinition.of(1, "1.0"));
    }

    @Test
    void a_later_start_without_a_word_leaves_the_channels_definition_as_it_is() {
        assertThat(ChaincodeTerms.OPEN.toCommit("goods", SECOND)).isEmpty();
    }

    @Test
    void a_change_takes_the_next_sequence_and_keeps_what_is_left_open() {
        assertThat(version("1.8", OptionalLong.empty()).toCommit("goods", SECOND))
                .hasValueSatisfying(next -> {
                    assertThat(next.sequence()).isEqualTo(3);
                    assertThat(next.version()).isEqualTo("1.8");
                    assertThat(next.validationParameter())
                            .isEqualTo(SECOND.orElseThrow().validationParameter());
                });
    }

    @Test
    void what_the_channel_has_is_not_committed_again() {
        assertThat(version("1.7", OptionalLong.empty()).toCommit("goods", SECOND))
                .isEmpty();
        assertThat(version("1.7", OptionalLong.of(2)).toCommit("goods", SECOND)).isEmpty();
        assertThat(sequence(2).toCommit("goods", SECOND)).isEmpty();
    }

    @Test
    void the_next_sequence_alone_commits_the_same_anew_as_fabric_does() {
        assertThat(sequence(3).toCommit("goods", SECOND))
                .contains(SECOND.orElseThrow().withSequence(3));
    }

    @Test
    void a_sequence_that_can_not_follow_is_refused_with_the_one_that_can() {
        assertThatThrownBy(() -> version("1.8", OptionalLong.of(2)).toCommit("goods", SECOND))
                .hasMessageContaining("sequence 2 is asked for, and the channel has sequence 2: a change takes 3");
        assertThatThrownBy(() -> sequence(7).toCommit("goods", SECOND))
                .hasMessageContaining("sequence 7 is asked for, and the channel has sequence 2: a change takes 3");
        assertThatThrownBy(() -> sequence(2).toCommit("goods", Optional.empty()))
                .hasMessageContaining(
                        "sequence 2 is asked for, and the channel has no definition of it: a change takes 1");
    }
}
