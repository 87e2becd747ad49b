package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.wire.Messages;

/**
 * Checks a transaction's action: that it names one chaincode throughout, and that its endorsements satisfy the policy of
 * every namespace that it writes to (core/committer/txvalidator/v20/plugindispatcher/dispatcher.go, and the built-in
 * plugin behind it). Key-level endorsement policies and private collections, which this ledger lacks, are refused as
 * ILLEGAL_WRITESET.
 */
final class EndorsementValidator {
    private final ChannelConfig config;
    private final Function<String, Optional<ByteString>> policies;

    /**
     * Makes a validator.
     *
     * @param policies the encoded policy of a chaincode's definition as of the last block; asked by many threads
     */
    EndorsementValidator(ChannelConfig config, Function<String, Optional<ByteString>> policies) {
        this.config = config;
        this.policies = policies;
    }

    ReadWriteSet check(EnvelopeValidator.Sound transaction) throws InvalidTransactionException {
        ChaincodeHeaderExtension extension = extension(transaction.header());
        ChaincodeAction action = action(transaction.action());
        ReadWriteSet results = results(action);
        String chaincode = chaincode(extension, action);
        checkEvent(chaincode, action);
        List<SignedData> endorsements = transaction.action().endorsements();
        for (String namespace : writtenNamespaces(chaincode, results)) {
            checkPolicy(namespace, endorsements);
        }
        return results;
    }

    private static ChaincodeHeaderExtension extension(ChannelHeader header) throws InvalidTransactionException {
        try {
            return Messages.parse(ChaincodeHeaderExtension.parser(), header.getExtension());
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(TxValidationCode.BAD_HEADER_EXTENSION, e);
        }
    }

    private static ChaincodeAction action(ActionParts parts) throws InvalidTransactionException {
        if (parts.response().getExtension().isEmpty()) {
            throw new InvalidTransactionException(
                    TxValidationCode.BAD_RESPONSE_PAYLOAD, "response payload is missing extension");
        }
        try {
            return Messages.parse(ChaincodeAction.parser(), parts.response().getExtension());
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(TxValidationCode.BAD_RESPONSE_PAYLOAD, e);
        }
    }

    private static ReadWriteSet results(ChaincodeAction action) throws InvalidTransactionException {
        try {
            return ReadWriteSet.parse(action.getResults());
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(TxValidationCode.BAD_RWSET, e);
        }
    }

    private static String chaincode(ChaincodeHeaderExtension extension, ChaincodeAction action)
            throws InvalidTransactionException {
        if (!extension.hasChaincodeId() || !action.hasChaincodeId()) {
            throw new InvalidTransactionException(
                    TxValidationCode.INVALID_OTHER_REASON, "nil ChaincodeId in header extension or action");
        }
        String name = extension.getChaincodeId().getName();
        String actionName = action.getChaincodeId().getName();
        if (name.isEmpty() || !name.equals(actionName)) {
            throw new InvalidTransactionException(
                    TxValidationCode.INVALID_CHAINCODE, "inconsistent ccid info (" + name + "/" + actionName + ")");
        }
        if (action.getChaincodeId().getVersion().isEmpty()) {
            throw new InvalidTransactionException(TxValidationCode.INVALID_CHAINCODE, "invalid chaincode version");
        }
        return name;
    }

    private static void checkEvent(String chaincode, ChaincodeAction action) throws InvalidTransactionException {
        if (action.getEvents().isEmpty()) {
            return;
        }
        try {
            ChaincodeEvent event = Messages.parse(ChaincodeEvent.parser(), action.getEvents());
            if (!event.getChaincodeId().equals(chaincode)) {
                throw new InvalidTransactionException(
                        TxValidationCode.INVALID_OTHER_REASON,
                        "chaincode event chaincode id does not match chaincode action chaincode id");
            }
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(
                    TxValidationCode.INVALID_OTHER_REASON, "invalid chaincode event: " + e.getMessage());
        }
    }

    /** The chaincode's own namespace, written to or not, and every other one that the transaction writes to. */
    private static Set<String> writtenNamespaces(String chaincode, ReadWriteSet results)
            throws InvalidTransactionException {
        Set<String> written = new TreeSet<>(Set.of(chaincode));
        Set<String> seen = new HashSet<>();
        for (ReadWriteSet.Namespace namespace : results.namespaces()) {
            if (!seen.add(namespace.name())) {
                throw new InvalidTransactionException(
                        TxValidationCode.ILLEGAL_WRITESET, "duplicate namespace '" + namespace.name() + "' in txRWSet");
            }
            if (namespace.isUnsupported()) {
                throw new InvalidTransactionException(
                        TxValidationCode.ILLEGAL_WRITESET,
                        "namespace '" + namespace.name() + "' uses a private collection or a key-level endorsement"
                                + " policy: the embedded ledger has neither");
            }
            if (namespace.writes()) {
                written.add(namespace.name());
            }
        }
        return written;
    }

    private void checkPolicy(String namespace, List<SignedData> endorsements) throws InvalidTransactionException {
        ByteString policy = policies.apply(namespace)
                .orElseThrow(() -> new InvalidTransactionException(
                        TxValidationCode.INVALID_CHAINCODE, "chaincode '" + namespace + "' is not defined"));
        if (!config.satisfiesApplicationPolicy(policy.toByteArray(), endorsements)) {
            throw new InvalidTransactionException(
                    TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                    "the endorsements do not satisfy the policy of chaincode '" + namespace + "'");
        }
    }
}
