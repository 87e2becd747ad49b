package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

/** A peer's ledger in a folder, with blocks as the consortium's orderer signs them. */
final class LedgerFixture implements AutoCloseable {
    final TestConsortium consortium = TestConsortium.create();
    final TestTransactions transactions = new TestTransactions(consortium);
    final BlockAssembler orderer = new BlockAssembler(consortium.orderer());
    final Block genesis = consortium.blockZero();
    final ChannelConfig config = ChannelConfigs.of(genesis);
    final Path folder;
    SqliteLedger ledger;

    /** Opens a ledger whose block 1 defines the chaincode. */
    LedgerFixture(Path folder) {
        this.folder = folder;
        open();
        commit(transactions.definition());
    }

    void open() {
        ledger = (SqliteLedger) Ledgers.open(folder, genesis, config);
    }

    /** Opens the folder again without a shutdown, as after a kill. */
    void reopen() {
        SqliteLedger killed = ledger;
        open();
        killed.close();
    }

    Path file() {
        return folder.resolve("ledger.db");
    }

    Block next(Envelope... envelopes) {
        List<ByteString> encoded = new ArrayList<>();
        for (Envelope envelope : envelopes) {
            encoded.add(envelope.toByteString());
        }
        return orderer.next(ledger.block(ledger.height() - 1).orElseThrow(), encoded);
    }

    /** Commits the envelopes as one block and returns its flags. */
    List<TxValidationCode> commit(Envelope... envelopes) {
        ledger.commit(next(envelopes));
        return flags(ledger.block(ledger.height() - 1).orElseThrow());
    }

    static List<TxValidationCode> flags(Block block) {
        List<TxValidationCode> codes = new ArrayList<>();
        for (byte flag : Blocks.slot(block, Blocks.FLAGS).toByteArray()) {
            codes.add(TxValidationCode.forNumber(flag & 0xFF));
        }
        return codes;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
