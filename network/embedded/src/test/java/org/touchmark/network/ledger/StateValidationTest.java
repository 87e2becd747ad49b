package org.touchmark.network.ledger;

import java.nio.file.Path;
import java.util.List;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.testing.TestTransactions;
import org.touchmark.network.validation.StateContract;

/** The contract of a state, with the one in a peer's database. */
class StateValidationTest extends StateContract {
    @TempDir
    Path folder;

    private LedgerFixture fixture;

    @Override
    protected TestTransactions open() {
        fixture = new LedgerFixture(folder);
        return fixture.transactions;
    }

    @Override
    protected List<TxValidationCode> commit(Envelope... envelopes) {
        return fixture.commit(envelopes);
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
