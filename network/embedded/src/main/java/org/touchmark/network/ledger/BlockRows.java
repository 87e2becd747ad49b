package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.wire.Messages;

/**
 * The blocks in a peer's database. Each envelope has a row of its own, so that one transaction, or one old value, is
 * read without its block.
 */
final class BlockRows {
    private BlockRows() {}

    /** Where the chain stands. */
    record Tip(long height, ByteString commitHash) {}

    static void createTables(SqliteConnection connection) throws SQLException {
        connection.execute("CREATE TABLE tip (height INTEGER NOT NULL, commit_hash BLOB NOT NULL)");
        connection.execute("INSERT INTO tip VALUES (0, x'')");
        connection.execute("CREATE TABLE block (number INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE,"
                + " header BLOB NOT NULL, metadata BLOB NOT NULL)");
        connection.execute("CREATE TABLE entry (position INTEGER PRIMARY KEY, transaction_id TEXT NOT NULL,"
                + " code INTEGER NOT NULL, envelope BLOB NOT NULL)");
        connection.execute("CREATE INDEX entry_transaction_id ON entry (transaction_id)");
    }

    static Tip tip(SqliteConnection connection) throws SQLException {
        try (ResultSet row =
                connection.prepared("SELECT height, commit_hash FROM tip").executeQuery()) {
            row.next();
            return new Tip(row.getLong(1), bytes(row, 2));
        }
    }

    /** Stores a block whose flags are set, and moves the tip. */
    static void insert(SqliteConnection connection, Block block, ByteString commitHash) throws SQLException {
        long number = block.getHeader().getNumber();
        PreparedStatement insertBlock = connection.prepared("INSERT INTO block VALUES (?, ?, ?, ?)");
        insertBlock.setLong(1, number);
        insertBlock.setBytes(2, Blocks.headerHash(block.getHeader()).toByteArray());
        insertBlock.setBytes(3, block.getHeader().toByteArray());
        insertBlock.setBytes(4, block.getMetadata().toByteArray());
        insertBlock.executeUpdate();

        ByteString flags = Blocks.slot(block, Blocks.FLAGS);
        PreparedStatement insertEntry = connection.prepared("INSERT INTO entry VALUES (?, ?, ?, ?)");
        List<ByteString> envelopes = block.getData().getDataList();
        for (int i = 0; i < envelopes.size(); i++) {
            insertEntry.setLong(1, Position.of(number, i));
            insertEntry.setString(2, Envelopes.claimedTransactionId(envelopes.get(i)));
            insertEntry.setInt(3, flags.byteAt(i) & 0xFF);
            insertEntry.setBytes(4, envelopes.get(i).toByteArray());
            insertEntry.executeUpdate();
        }

        PreparedStatement moveTip = connection.prepared("UPDATE tip SET height = ?, commit_hash = ?");
        moveTip.setLong(1, number + 1);
        moveTip.setBytes(2, commitHash.toByteArray());
        moveTip.executeUpdate();
    }

    static Optional<Block> block(SqliteConnection connection, long number) throws SQLException {
        PreparedStatement query = connection.prepared("SELECT header, metadata FROM block WHERE number = ?");
        query.setLong(1, number);
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(Block.newBuilder()
                    .setHeader(BlockHeader.parseFrom(bytes(row, 1)))
                    .setMetadata(BlockMetadata.parseFrom(bytes(row, 2)))
                    .setData(data(connection, number))
                    .build());
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("block " + number + " can not be parsed: " + e.getMessage(), e);
        }
    }

    private static BlockData data(SqliteConnection connection, long number) throws SQLException {
        PreparedStatement query = connection.prepared(
                "SELECT envelope FROM entry WHERE position >= ? AND position < ? ORDER BY position");
        query.setLong(1, Position.of(number, 0));
        query.setLong(2, Position.of(number + 1, 0));
        BlockData.Builder data = BlockData.newBuilder();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                data.addData(bytes(rows, 1));
            }
        }
        return data.build();
    }

    static Optional<Long> numberByHash(SqliteConnection connection, byte[] hash) throws SQLException {
        PreparedStatement query = connection.prepared("SELECT number FROM block WHERE hash = ?");
        query.setBytes(1, hash);
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /** How a transaction ended: the first of its id, as in common/ledger/blkstorage/blockindex.go. */
    static Optional<TransactionStatus> status(SqliteConnection connection, String transactionId) throws SQLException {
        PreparedStatement query = connection.prepared(
                "SELECT position, code FROM entry WHERE transaction_id = ? ORDER BY position LIMIT 1");
        query.setString(1, transactionId);
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            TxValidationCode code = TxValidationCode.forNumber(row.getInt(2));
            return Optional.of(new TransactionStatus(transactionId, code, Position.block(row.getLong(1))));
        }
    }

    static Optional<ProcessedTransaction> transaction(SqliteConnection connection, String transactionId)
            throws SQLException {
        PreparedStatement query = connection.prepared(
                "SELECT envelope, code FROM entry WHERE transaction_id = ? ORDER BY position LIMIT 1");
        query.setString(1, transactionId);
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(ProcessedTransaction.newBuilder()
                    .setTransactionEnvelope(Messages.parse(Envelope.parser(), bytes(row, 1)))
                    .setValidationCode(row.getInt(2))
                    .build());
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("transaction " + transactionId + " can not be parsed: " + e.getMessage(), e);
        }
    }

    /** The ids of these that a block holds already, valid or not. */
    static Set<String> known(SqliteConnection connection, Iterable<String> transactionIds) throws SQLException {
        PreparedStatement query = connection.prepared("SELECT 1 FROM entry WHERE transaction_id = ? LIMIT 1");
        Set<String> known = new HashSet<>();
        for (String id : transactionIds) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    known.add(id);
                }
            }
        }
        return known;
    }

    static ByteString bytes(ResultSet row, int column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(value);
    }
}
