package org.touchmark.network.msp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolicyExpressionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OR('A.peer')",
                "AND('A.member', 'B.member')",
                "AND('A.peer', OR('B.peer', 'C.client'))",
                "OutOf(2, 'A.peer', 'B.peer', 'C.peer')",
                "OutOf(2, AND('A.admin', 'B.orderer'), OutOf(2, 'C.peer', 'D-1.x.peer', 'E.peer'), 'F.peer')",
                "OutOf(0, 'A.peer')",
                "OutOf(3, 'A.peer', 'B.peer')"
            })
    void a_policy_is_shown_as_it_is_written(String text) {
        assertThat(PolicyWords.of(PolicyExpression.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "And( \"A.peer\" ,'B.peer' )|AND('A.peer', 'B.peer')",
                "Or('A.peer','B.peer')|OR('A.peer', 'B.peer')",
                "outof(1,'A.peer','B.peer')|OR('A.peer', 'B.peer')",
                "OUTOF(2,'A.peer','B.peer')|AND('A.peer', 'B.peer')",
                "OutOf('2','A.peer','B.peer','C.peer')|OutOf(2, 'A.peer', 'B.peer', 'C.peer')",
                "AND('A.peer')|OR('A.peer')"
            })
    void what_means_the_same_is_shown_in_one_way(String text, String shown) {
        assertThat(PolicyWords.of(PolicyExpression.parse(text))).isEqualTo(shown);
    }

    @Test
    void principals_of_inner_gates_are_listed_before_those_around_them() throws Exception {
        SignaturePolicyEnvelope policy = PolicyExpression.parse("AND('A.peer', OR('B.peer', 'C.client'), 'D.admin')");

        assertThat(policy.getIdentitiesList().stream().map(principal -> msp(principal.getPrincipal())))
                .containsExactly("B", "C", "A", "D");
        assertThat(policy.getRule().getNOutOf().getN()).isEqualTo(3);
        assertThat(policy.getRule().getNOutOf().getRules(0).getSignedBy()).isEqualTo(2);
        assertThat(MSPRole.parseFrom(policy.getIdentities(1).getPrincipal()).getRole())
                .isEqualTo(MSPRole.MSPRoleType.CLIENT);
    }

    private static String msp(com.google.protobuf.ByteString principal) {
        try {
            return MSPRole.parseFrom(principal).getMspIdentifier();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|at character 1: AND, OR or OutOf must be here",
                "'A.peer'|at character 1: AND, OR or OutOf must be here",
                "XOR('A.peer')|at character 4: knows no 'XOR'",
                "aNd('A.peer')|at character 4: knows no 'aNd'",
                "and('A.peer')|at character 4: knows no 'and'",
                "AND('A.peer'|at character 13: ')' must be here",
                "AND('A.peer') OR|at character 15: ends before this",
                "AND('A.king')|knows no principal 'A.king'",
                "AND('peer')|knows no principal 'peer'",
                "AND('A.Peer')|knows no principal 'A.Peer'",
                "AND('A.peer)|has a quote that does not end",
                "AND()|at character 5: AND, OR or OutOf must be here",
                "OutOf('A.peer')|needs a number instead of 'A.peer'",
                "OutOf(2)|at character 8: ',' must be here",
                "OutOf(4, 'A.peer', 'B.peer')|asks for 4 of 2",
                "OutOf(-1, 'A.peer')|a number must be here"
            })
    void what_is_no_policy_is_refused_with_the_place_and_the_rule(String text, String reason) {
        assertThatThrownBy(() -> PolicyExpression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("A policy is AND(...), OR(...) or OutOf(N, ...) of 'MSP.ROLE'");
    }

    @Test
    void depth_and_length_have_limits() {
        assertThatThrownBy(() -> PolicyExpression.parse("OR(".repeat(40) + "'A.peer'" + ")".repeat(40)))
                .hasMessageContaining("more than 32 deep");
        assertThatThrownBy(() -> PolicyExpression.parse("OR('A.peer')" + " ".repeat(9_000)))
                .hasMessageContaining("at most 8192 are read");
    }
}
