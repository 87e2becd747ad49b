package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.touchmark.network.wire.Messages;

/** What one transaction read and wrote, by namespace, in the order of its bytes. */
public record ReadWriteSet(List<Namespace> namespaces) {
    public ReadWriteSet {
        namespaces = List.copyOf(namespaces);
    }

    /**
     * One namespace's part.
     *
     * @param collections the number of private collections that it touches
     */
    public record Namespace(String name, KVRWSet set, int collections) {
        boolean writes() {
            return set.getWritesCount() > 0;
        }

        /** Whether it uses what this ledger lacks: key-level endorsement policies, private collections. */
        boolean isUnsupported() {
            return set.getMetadataWritesCount() > 0 || collections > 0;
        }
    }

    /**
     * Reads the results of a chaincode action.
     *
     * @throws InvalidProtocolBufferException if they are malformed, or sum up a range query as no endorser does
     */
    public static ReadWriteSet parse(ByteString results) throws InvalidProtocolBufferException {
        List<Namespace> namespaces = new ArrayList<>();
        for (NsReadWriteSet part :
                Messages.parse(TxReadWriteSet.parser(), results).getNsRwsetList()) {
            KVRWSet set = Messages.parse(KVRWSet.parser(), part.getRwset());
            if (set.getRangeQueriesInfoList().stream().anyMatch(RangeReads::isHashedOtherwise)) {
                throw new InvalidProtocolBufferException(
                        "range query with hashes of another degree than " + RangeReads.MAX_DEGREE);
            }
            namespaces.add(new Namespace(part.getNamespace(), set, part.getCollectionHashedRwsetCount()));
        }
        return new ReadWriteSet(namespaces);
    }
}
