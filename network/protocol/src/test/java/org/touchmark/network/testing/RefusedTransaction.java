package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVReadHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReadsMerkleSummary;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/**
 * A transaction that the embedded orderer does not take though Fabric's would: Fabric's nodes stop at it, or judge it
 * otherwise than the embedded ledger. Its client signs it, and a majority of peers endorses what there is to endorse.
 *
 * @param name what is the matter with it
 * @param reason what the orderer's refusal names
 */
public record RefusedTransaction(String name, String reason, Function<TestTransactions, Envelope> maker) {
    /** The key that all write, which no other test writes. */
    public static final String KEY = "refused";

    private static final String STOPS = "at which peers stop";
    private static final String HANGS = "peers wait for it for ever";

    /** Field 2 with bits above the 32nd, which Java drops; its value is 0. */
    private static final ByteString LONG_TAG = ByteString.fromHex("90808080800100");

    /** Field 9, with nothing in it. */
    private static final ByteString GROUP = ByteString.fromHex("4b4c");

    private static final String KEY_POLICY = "key-level endorsement policy";

    public Envelope madeBy(TestTransactions transactions) {
        return maker.apply(transactions);
    }

    /** All of them. */
    public static List<RefusedTransaction> all() {
        return List.of(
                edited("no action", "has no action, " + STOPS, transaction -> transaction.clearActions()),
                edited("an action without a payload", "holds nothing that was endorsed, " + STOPS, transaction -> {
                    transaction.getActionsBuilder(0).clearPayload();
                    return transaction;
                }),
                edited("an action without content", "holds nothing that was endorsed, " + STOPS, transaction -> {
                    transaction.getActionsBuilder(0).setPayload(withoutAction(transaction));
                    return transaction;
                }),
                new RefusedTransaction(
                        "bytes that are no transaction",
                        HANGS,
                        transactions -> draft(transactions)
                                .data(RefusedTransaction::cut)
                                .build()),
                edited("an action that can't be read", HANGS, transaction -> {
                    transaction
                            .getActionsBuilder(0)
                            .setPayload(cut(transaction.getActions(0).getPayload()));
                    return transaction;
                }),
                new RefusedTransaction(
                        "a response that can't be read",
                        HANGS,
                        transactions -> draft(transactions)
                                .response(RefusedTransaction::cut)
                                .build()),
                new RefusedTransaction(
                        "a tag of more bits than Go reads",
                        HANGS,
                        transactions -> draft(transactions)
                                .response(response -> response.concat(LONG_TAG))
                                .build()),
                new RefusedTransaction(
                        "a group among the results",
                        "has the group 9",
                        transactions -> draft(transactions)
                                .results(results -> results.concat(GROUP))
                                .build()),
                ofType("a message", "of type MESSAGE", HeaderType.MESSAGE_VALUE),
                ofType("a request for blocks", "of type DELIVER_SEEK_INFO", HeaderType.DELIVER_SEEK_INFO_VALUE),
                ofType("an orderer's transaction", "of type ORDERER_TRANSACTION", 4),
                ofType("a type that nobody knows", "of type 99", 99),
                range("hashes of degree 0", "hashes of degree 0 ", hashes(0)),
                range("hashes of degree 1", "hashes of degree 1 ", hashes(1)),
                range("hashes of degree 3", "hashes of degree 3 ", hashes(3)),
                range("a read of no version", "a read of no version, " + STOPS, withoutVersion()),
                set("a key's policy", KEY_POLICY, set -> set.addMetadataWrites(policy())),
                collection(
                        "a hashed write",
                        HashedRWSet.newBuilder()
                                .addHashedWrites(KVWriteHash.newBuilder()
                                        .setKeyHash(hash())
                                        .setValueHash(hash()))),
                collection(
                        "a hashed read",
                        HashedRWSet.newBuilder()
                                .addHashedReads(KVReadHash.newBuilder().setKeyHash(hash()))));
    }

    /** The one of that name. */
    public static RefusedTransaction named(String name) {
        return all().stream()
                .filter(transaction -> transaction.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RefusedTransaction edited(String name, String reason, UnaryOperator<Transaction.Builder> edit) {
        return new RefusedTransaction(
                name,
                reason,
                transactions -> draft(transactions)
                        .data(data ->
                                edit.apply(parsed(data).toBuilder()).build().toByteString())
                        .build());
    }

    private static Transaction parsed(ByteString data) {
        try {
            return Transaction.parseFrom(data);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteString withoutAction(Transaction.Builder transaction) {
        try {
            return ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload()).toBuilder()
                    .clearAction()
                    .build()
                    .toByteString();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RefusedTransaction ofType(String name, String reason, int type) {
        return new RefusedTransaction(
                name,
                reason,
                transactions -> draft(transactions)
                        .header(header -> header.setType(type))
                        .build());
    }

    private static RefusedTransaction range(String name, String reason, RangeQueryInfo query) {
        return set(name, reason, set -> set.addRangeQueriesInfo(query));
    }

    private static RangeQueryInfo hashes(int degree) {
        return RangeQueryInfo.newBuilder()
                .setStartKey("a")
                .setEndKey("b")
                .setItrExhausted(true)
                .setReadsMerkleHashes(QueryReadsMerkleSummary.newBuilder()
                        .setMaxDegree(degree)
                        .setMaxLevel(1)
                        .addMaxLevelHashes(hash()))
                .build();
    }

    private static RangeQueryInfo withoutVersion() {
        return RangeQueryInfo.newBuilder()
                .setStartKey("a")
                .setEndKey("b")
                .setItrExhausted(true)
                .setRawReads(
                        QueryReads.newBuilder().addKvReads(KVRead.newBuilder().setKey("a1")))
                .build();
    }

    private static KVMetadataWrite policy() {
        return KVMetadataWrite.newBuilder()
                .setKey(KEY)
                .addEntries(KVMetadataEntry.newBuilder()
                        .setName("VALIDATION_PARAMETER")
                        .setValue(ByteString.copyFromUtf8("policy")))
                .build();
    }

    private static RefusedTransaction set(String name, String reason, UnaryOperator<KVRWSet.Builder> edit) {
        return new RefusedTransaction(
                name,
                reason,
                transactions -> transactions
                        .draft()
                        .set(transactions.chaincode(), set -> edit.apply(TestTransactions.put(set, KEY, "v")))
                        .build());
    }

    private static RefusedTransaction collection(String name, HashedRWSet.Builder set) {
        return new RefusedTransaction(
                name,
                "uses a private data collection",
                transactions -> transactions
                        .draft()
                        .namespace(NsReadWriteSet.newBuilder()
                                .setNamespace(transactions.chaincode())
                                .addCollectionHashedRwset(CollectionHashedReadWriteSet.newBuilder()
                                        .setCollectionName("secrets")
                                        .setHashedRwset(set.build().toByteString())
                                        .setPvtRwsetHash(hash()))
                                .build())
                        .build());
    }

    private static ByteString hash() {
        return ByteString.copyFrom(new byte[32]);
    }

    private static ByteString cut(ByteString message) {
        return message.substring(0, message.size() - 1);
    }

    private static TestTransactions.Draft draft(TestTransactions transactions) {
        return transactions.draft().set(transactions.chaincode(), set -> TestTransactions.put(set, KEY, "v"));
    }

    @Override
    public String toString() {
        return name;
    }
}
