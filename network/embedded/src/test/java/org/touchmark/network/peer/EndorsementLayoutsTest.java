package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.chaincode.ChaincodeDefinition;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndorsementLayoutsTest {
    private static final List<String> ORGANISATIONS = List.of("A", "B", "C");

    private static ByteString policy(MSPRole.MSPRoleType role, SignaturePolicy rule) {
        SignaturePolicyEnvelope.Builder envelope =
                SignaturePolicyEnvelope.newBuilder().setRule(rule);
        for (String organisation : ORGANISATIONS) {
            envelope.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                    .setPrincipal(MSPRole.newBuilder()
                            .setMspIdentifier(organisation)
                            .setRole(role)
                            .build()
                            .toByteString()));
        }
        return ApplicationPolicy.newBuilder()
                .setSignaturePolicy(envelope)
                .build()
                .toByteString();
    }

    private static SignaturePolicy by(int principal) {
        return SignaturePolicy.newBuilder().setSignedBy(principal).build();
    }

    private static SignaturePolicy outOf(int n, SignaturePolicy... rules) {
        return SignaturePolicy.newBuilder()
                .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(n).addAllRules(List.of(rules)))
                .build();
    }

    private static List<Set<String>> layouts(SignaturePolicy rule) throws Exception {
        return EndorsementLayouts.of(policy(MSPRole.MSPRoleType.PEER, rule), ORGANISATIONS);
    }

    @Test
    void the_channels_policy_is_any_two_of_three() throws Exception {
        assertThat(EndorsementLayouts.of(ChaincodeDefinition.of(1, "1").validationParameter(), ORGANISATIONS))
                .containsExactlyInAnyOrder(Set.of("A", "B"), Set.of("A", "C"), Set.of("B", "C"));
    }

    @Test
    void all_of_three_is_one_set() throws Exception {
        assertThat(layouts(outOf(3, by(0), by(1), by(2)))).containsExactly(Set.of("A", "B", "C"));
    }

    @Test
    void one_or_both_of_the_others_has_no_set_within_another() throws Exception {
        assertThat(layouts(outOf(1, by(0), outOf(2, by(1), by(2))))).containsExactly(Set.of("A"), Set.of("B", "C"));
    }

    @Test
    void a_signature_counts_once() throws Exception {
        assertThat(layouts(outOf(2, by(0), by(0)))).isEmpty();
    }

    @Test
    void clients_are_no_peers() throws Exception {
        assertThat(EndorsementLayouts.of(policy(MSPRole.MSPRoleType.CLIENT, by(0)), ORGANISATIONS))
                .isEmpty();
    }

    @Test
    void a_principal_that_is_not_there_is_not_satisfied() throws Exception {
        assertThat(layouts(by(7))).isEmpty();
    }

    @Test
    void too_many_organisations_are_refused() {
        List<String> many = IntStream.range(0, EndorsementLayouts.MAX_ORGANISATIONS + 1)
                .mapToObj(Integer::toString)
                .toList();

        assertThatThrownBy(() -> EndorsementLayouts.of(ByteString.EMPTY, many))
                .hasMessageContaining("plans for at most 12");
    }
}
