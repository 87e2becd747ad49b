package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.msp.ChannelConfig;

/** Opens the ledgers of nodes. */
public final class Ledgers {
    private static final String PEER_FILE = "ledger.db";
    private static final String ORDERER_FILE = "blocks.db";

    private Ledgers() {}

    /**
     * Opens a peer's ledger, or makes one that holds block 0 alone: the peer then catches up from the orderer.
     *
     * @param folder the peer's own; made if missing
     * @param genesis block 0 of the channel
     * @param config what block 0 says
     * @throws LedgerException if the database is damaged, or was made for another block 0; the message names the file
     *     and the way out
     */
    public static Ledger open(Path folder, Block genesis, ChannelConfig config) {
        Path file = prepare(folder, PEER_FILE, genesis);
        SqliteFile database = SqliteFile.open(file, connection -> {
            BlockRows.createTables(connection);
            StateRows.createTables(connection);
            BlockRows.insert(connection, valid(genesis), ByteString.EMPTY);
        });
        return closingOnFailure(database, () -> new SqliteLedger(database, genesis, config));
    }

    /** As {@link #open}, for an orderer's chain. */
    public static BlockLog openBlockLog(Path folder, Block genesis, ChannelConfig config) {
        Path file = prepare(folder, ORDERER_FILE, genesis);
        SqliteFile database = SqliteFile.open(file, connection -> {
            SqliteBlockLog.createTables(connection);
            SqliteBlockLog.insert(connection, genesis);
        });
        return closingOnFailure(database, () -> new SqliteBlockLog(database, genesis, config));
    }

    private static Path prepare(Path folder, String name, Block genesis) {
        Path file = folder.resolve(name);
        StoredChain.requireGenesis(file, genesis);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LedgerException("Folder " + folder + " for a ledger can not be made: " + e, e);
        }
        return file;
    }

    /** A peer counts the configuration of block 0 as valid (core/peer/peer.go). */
    private static Block valid(Block genesis) {
        byte[] flags = {(byte) TxValidationCode.VALID_VALUE};
        return Blocks.withSlot(genesis, Blocks.FLAGS, UnsafeByteOperations.unsafeWrap(flags));
    }

    private interface Opening<T> {
        T open();
    }

    private static <T> T closingOnFailure(SqliteFile database, Opening<T> opening) {
        try {
            return opening.open();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }
}
