package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.touchmark.network.validation.ActionParts;
import org.touchmark.network.validation.ReadWriteSet;
import org.touchmark.network.wire.Messages;

/** Values as stored envelopes have them: of the history, and of long values, which the state does not hold again. */
final class StoredWrites {
    private StoredWrites() {}

    /** What the valid transaction at a position wrote to a key; empty if it deleted it. */
    static ByteString value(SqliteConnection connection, long position, String namespace, ByteString key)
            throws SQLException {
        PreparedStatement query = connection.prepared("SELECT envelope FROM entry WHERE position = ?");
        query.setLong(1, position);
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the envelope at position " + position + " is missing");
            }
            return value(Messages.parse(Envelope.parser(), BlockRows.bytes(row, 1)), namespace, key.toStringUtf8());
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a stored envelope can not be parsed: " + e.getMessage(), e);
        }
    }

    /** What the envelope writes to the key, its last write winning; empty where it deletes. */
    static ByteString value(Envelope envelope, String namespace, String key) throws InvalidProtocolBufferException {
        ByteString value = ByteString.EMPTY;
        ReadWriteSet results = ReadWriteSet.parse(ActionParts.actionOf(envelope).getResults());
        for (ReadWriteSet.Namespace part : results.namespaces()) {
            if (part.name().equals(namespace)) {
                for (KVWrite write : part.set().getWritesList()) {
                    if (write.getKey().equals(key)) {
                        value = write.getIsDelete() ? ByteString.EMPTY : write.getValue();
                    }
                }
            }
        }
        return value;
    }
}
