package org.touchmark.network.validation;

import java.util.List;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.testing.MemoryChain;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

/** The contract of a state, with one that an auditor holds in memory. */
class StateValidatorTest extends StateContract {
    private final TestConsortium consortium = TestConsortium.create();
    private final BlockAssembler orderer = new BlockAssembler(consortium.orderer());
    private MemoryChain chain;

    @Override
    protected TestTransactions open() throws Exception {
        TestTransactions transactions = new TestTransactions(consortium);
        chain = new MemoryChain(consortium.blockZero());
        commit(transactions.definition());
        return transactions;
    }

    @Override
    protected List<TxValidationCode> commit(Envelope... envelopes) throws Exception {
        return chain.commit(orderer.next(
                chain.newest(), Stream.of(envelopes).map(Envelope::toByteString).toList()));
    }
}
