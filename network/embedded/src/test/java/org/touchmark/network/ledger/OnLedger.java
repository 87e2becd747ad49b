package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import org.hyperledger.fabric.protos.common.Envelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.testing.TestTransactions;

/** What tests of a peer's ledger begin with: one in a folder, whose block 1 defines the chaincode. */
abstract class OnLedger {
    static final String GOODS = TestTransactions.CHAINCODE;

    @TempDir
    Path folder;

    LedgerFixture fixture;
    TestTransactions transactions;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        transactions = fixture.transactions;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static String id(Envelope envelope) {
        return Envelopes.claimedTransactionId(envelope.toByteString());
    }

    /** What the state holds under the key. */
    ByteString value(String key) {
        try (StateSnapshot state = fixture.ledger.snapshot()) {
            VersionedValue found = state.get(GOODS, key);
            return found == null ? null : found.value();
        }
    }
}
