package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.network.testing.FaultyTransaction;

/** What peers make of transactions that no honest client sends, endorsed with the peers' own keys. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class ValidationConformance extends OnTestedLedger {
    static List<FaultyTransaction> faults() {
        return FaultyTransaction.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_transaction_with_one_fault_is_invalid_and_writes_nothing(FaultyTransaction fault) throws Exception {
        var status = made(fault.madeBy(transactions())).submitAsync().getStatus();

        assertThat(status.getCode()).isEqualTo(fault.code());
        assertThat(evaluate("get", FaultyTransaction.KEY)).isEmpty();
    }

    @Test
    void a_transaction_without_a_fault_that_two_peers_sign_is_valid() throws Exception {
        String key = freshKey();

        var status =
                made(transactions().write(key, "made by hand")).submitAsync().getStatus();

        assertThat(status.getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(evaluate("get", key)).isEqualTo("made by hand");
    }
}
