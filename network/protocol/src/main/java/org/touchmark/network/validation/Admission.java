package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.touchmark.network.wire.Messages;

/**
 * What must not come into a block: a transaction at which Fabric's peers stop for good, and one that this ledger would
 * judge otherwise than they do. A block can't be taken back, so that the orderer is the last to refuse it. What is merely
 * invalid may pass: all peers mark it alike.
 */
public final class Admission {
    private Admission() {}

    /** Why the envelope of an endorser transaction must not be ordered; empty if it may. */
    public static Optional<String> objection(Envelope envelope) {
        ByteString results;
        try {
            Payload payload = Messages.parse(Payload.parser(), envelope.getPayload());
            Transaction transaction = Messages.parse(Transaction.parser(), payload.getData());
            // core/common/validation/statebased/validator_keylevel.go takes the first without a look at their number.
            if (transaction.getActionsCount() == 0) {
                return Optional.of("its transaction has no action, at which peers stop");
            }
            ChaincodeActionPayload action = Messages.parse(
                    ChaincodeActionPayload.parser(), transaction.getActions(0).getPayload());
            // core/common/validation/msgvalidation.go reads the endorsed part without asking whether there is one.
            if (!action.hasAction()) {
                return Optional.of("its action holds nothing that was endorsed, at which peers stop");
            }
            results = results(action.getAction().getProposalResponsePayload());
        } catch (InvalidProtocolBufferException e) {
            // The same validator_keylevel.go passes over it without a word to the writes of the block that wait for it.
            return Optional.of(
                    "it can't be read down to its read-write set, and peers wait for it for ever: " + e.getMessage());
        }
        return objection(results);
    }

    private static ByteString results(ByteString response) throws InvalidProtocolBufferException {
        ByteString extension =
                Messages.parse(ProposalResponsePayload.parser(), response).getExtension();
        return Messages.parse(ChaincodeAction.parser(), extension).getResults();
    }

    private static Optional<String> objection(ByteString results) {
        try {
            for (NsReadWriteSet namespace :
                    Messages.parse(TxReadWriteSet.parser(), results).getNsRwsetList()) {
                Optional<String> objection = objection(namespace);
                if (objection.isPresent()) {
                    return objection.map(reason -> "namespace '" + namespace.getNamespace() + "' " + reason);
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Messages.isForGroup(e)
                    ? Optional.of("its read-write set can't be told as peers may read it: " + e.getMessage())
                    : Optional.empty();
        }
    }

    private static Optional<String> objection(NsReadWriteSet namespace) throws InvalidProtocolBufferException {
        if (namespace.getCollectionHashedRwsetCount() > 0) {
            return Optional.of("uses a private data collection: the embedded ledger has none");
        }
        KVRWSet set = Messages.parse(KVRWSet.parser(), namespace.getRwset());
        if (set.getMetadataWritesCount() > 0) {
            return Optional.of("sets a key-level endorsement policy: the embedded ledger has none");
        }
        return set.getRangeQueriesInfoList().stream()
                .flatMap(query -> objection(query).stream())
                .findFirst();
    }

    /** Peers hash again with the degree that they find, below 2 not at all; and ask each read for its version. */
    private static Optional<String> objection(RangeQueryInfo query) {
        if (RangeReads.isHashedOtherwise(query)) {
            return Optional.of("sums up a range query with hashes of degree "
                    + Integer.toUnsignedString(query.getReadsMerkleHashes().getMaxDegree()) + " instead of "
                    + RangeReads.MAX_DEGREE + ": below 2 peers stop at it");
        }
        return query.getRawReads().getKvReadsList().stream().allMatch(KVRead::hasVersion)
                ? Optional.empty()
                : Optional.of("has a range query with a read of no version, at which peers stop");
    }
}
