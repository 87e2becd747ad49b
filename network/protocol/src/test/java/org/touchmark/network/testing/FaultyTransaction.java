package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A transaction that an orderer takes and a peer must not: its client signs it, a majority of peers endorses it, and one
 * thing is wrong with it. All write the key {@link #KEY}.
 *
 * @param name what is wrong
 * @param code what a peer makes of it
 */
public record FaultyTransaction(String name, TxValidationCode code, Function<TestTransactions, Envelope> maker) {
    public static final String KEY = "k";

    public Envelope madeBy(TestTransactions transactions) {
        return maker.apply(transactions);
    }

    /** Such transactions with every code that needs no state. */
    public static List<FaultyTransaction> all() {
        return List.of(
                fault(
                        "an epoch",
                        TxValidationCode.BAD_COMMON_HEADER,
                        draft -> draft.header(header -> header.setEpoch(1))),
                fault(
                        "a transaction id that is not that of nonce and creator",
                        TxValidationCode.BAD_PROPOSAL_TXID,
                        draft -> draft.transactionId(Long.toHexString(System.nanoTime())
                                .concat("ab".repeat(32))
                                .substring(0, 64))),
                fault(
                        "a proposal edited after endorsement",
                        TxValidationCode.INVALID_ENDORSER_TRANSACTION,
                        draft -> draft.proposalAfterEndorsement(
                                proposal -> proposal.concat(ByteString.copyFromUtf8("x")))),
                fault(
                        "two actions",
                        TxValidationCode.INVALID_ENDORSER_TRANSACTION,
                        draft -> draft.data(data -> data.concat(data))),
                fault(
                        "an endorsed write set that was edited",
                        TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                        draft -> draft.data(data -> replaceOnce(data, "v", "w"))),
                fault(
                        "a header extension that does not parse",
                        TxValidationCode.BAD_HEADER_EXTENSION,
                        draft -> draft.header(header -> header.setExtension(ByteString.copyFromUtf8("garbage")))),
                fault(
                        "an action without content",
                        TxValidationCode.BAD_RESPONSE_PAYLOAD,
                        draft -> draft.action(action -> action.clear())),
                fault(
                        "results that do not parse",
                        TxValidationCode.BAD_RWSET,
                        draft -> draft.action(action -> action.setResults(ByteString.copyFromUtf8("garbage")))),
                fault(
                        "no chaincode id",
                        TxValidationCode.INVALID_OTHER_REASON,
                        draft -> draft.action(action -> action.clearChaincodeId())),
                fault(
                        "another chaincode than the header names",
                        TxValidationCode.INVALID_CHAINCODE,
                        draft -> draft.action(action -> {
                            action.getChaincodeIdBuilder().setName("other");
                            return action;
                        })),
                fault(
                        "no version",
                        TxValidationCode.INVALID_CHAINCODE,
                        draft -> draft.action(action -> {
                            action.getChaincodeIdBuilder().clearVersion();
                            return action;
                        })),
                fault(
                        "a chaincode that is not defined",
                        TxValidationCode.INVALID_CHAINCODE,
                        draft -> draft.chaincode("unknown")),
                fault(
                        "a write to a namespace that is not defined",
                        TxValidationCode.INVALID_CHAINCODE,
                        draft -> draft.set("unknown", set -> TestTransactions.put(set, "a", "b"))),
                fault(
                        "an event of another chaincode",
                        TxValidationCode.INVALID_OTHER_REASON,
                        draft -> draft.action(action -> action.setEvents(ChaincodeEvent.newBuilder()
                                .setChaincodeId("other")
                                .setEventName("e")
                                .build()
                                .toByteString()))),
                new FaultyTransaction(
                        "a namespace that comes twice",
                        TxValidationCode.ILLEGAL_WRITESET,
                        transactions -> draft(transactions)
                                .set(transactions.chaincode(), set -> TestTransactions.put(set, "l", "v"))
                                .build()),
                new FaultyTransaction(
                        "one endorsement of three",
                        TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                        transactions -> draft(transactions)
                                .endorsers(transactions.peers().get(0))
                                .build()),
                new FaultyTransaction(
                        "two endorsements of one peer",
                        TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                        transactions -> draft(transactions)
                                .endorsers(
                                        transactions.peers().get(0),
                                        transactions.peers().get(0))
                                .build()),
                new FaultyTransaction(
                        "an endorsement by a client",
                        TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                        transactions -> draft(transactions)
                                .endorsers(transactions.peers().get(1), transactions.client())
                                .build()),
                new FaultyTransaction(
                        "a definition by a minority",
                        TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                        transactions -> transactions
                                .draft()
                                .chaincode("_lifecycle")
                                .action(action -> {
                                    action.getChaincodeIdBuilder().setVersion("syscc");
                                    return action;
                                })
                                .set("_lifecycle", set -> TestTransactions.put(set, "k", "v"))
                                .endorsers(transactions.peers().get(1))
                                .build()));
    }

    private static FaultyTransaction fault(
            String name, TxValidationCode code, Function<TestTransactions.Draft, TestTransactions.Draft> fault) {
        return new FaultyTransaction(
                name, code, transactions -> fault.apply(draft(transactions)).build());
    }

    private static TestTransactions.Draft draft(TestTransactions transactions) {
        return transactions.draft().set(transactions.chaincode(), FaultyTransaction::write);
    }

    private static KVRWSet.Builder write(KVRWSet.Builder set) {
        return TestTransactions.put(set, KEY, "v");
    }

    /** Replaces the written value inside the encoded transaction; lengths stay as they are. */
    private static ByteString replaceOnce(ByteString data, String from, String to) {
        // The write is: key (field 1, length 1, "k"), value (field 3, length 1).
        byte[] marker = {0x0a, 1, 'k', 0x1a, 1, from.getBytes(StandardCharsets.UTF_8)[0]};
        byte[] bytes = data.toByteArray();
        for (int i = 0; i + marker.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + marker.length, marker, 0, marker.length)) {
                bytes[i + marker.length - 1] = to.getBytes(StandardCharsets.UTF_8)[0];
                return ByteString.copyFrom(bytes);
            }
        }
        throw new IllegalStateException("the write is not in the transaction");
    }

    @Override
    public String toString() {
        return name + " is " + code;
    }
}
