package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import java.util.Random;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;

/**
 * Transactions of which one layer was damaged by chance before whoever signs that layer signed it: the results, the
 * response, the transaction, the header. The same seed gives the same damage.
 */
public final class MutatedTransactions {
    private final Random random;
    private final TestTransactions transactions;

    public MutatedTransactions(long seed, TestTransactions transactions) {
        this.random = new Random(seed);
        this.transactions = transactions;
    }

    /** The next. */
    public Envelope next() {
        TestTransactions.Draft draft = transactions.draft().set(transactions.chaincode(), this::set);
        return switch (random.nextInt(5)) {
            case 0 -> draft.results(this::damaged).build();
            case 1 -> draft.response(this::damaged).build();
            case 2 -> draft.data(this::damaged).build();
            case 3 ->
                draft.header(header -> header.setType(
                                        random.nextInt(4) == 0
                                                ? random.nextInt(12)
                                                : HeaderType.ENDORSER_TRANSACTION_VALUE)
                                .setExtension(damaged(header.getExtension())))
                        .build();
            default -> draft.build();
        };
    }

    private KVRWSet.Builder set(KVRWSet.Builder set) {
        TestTransactions.put(set, "mutated" + random.nextInt(8), "v" + random.nextInt());
        if (random.nextBoolean()) {
            set.addReads(KVRead.newBuilder().setKey("mutated" + random.nextInt(8)));
        }
        if (random.nextInt(3) == 0) {
            set.addRangeQueriesInfo(RangeQueryInfo.newBuilder()
                    .setStartKey("mutated" + random.nextInt(8))
                    .setEndKey(random.nextBoolean() ? "mutated" + random.nextInt(8) : "")
                    .setItrExhausted(random.nextBoolean()));
        }
        if (random.nextInt(3) == 0) {
            set.addReads(KVRead.newBuilder()
                    .setKey("mutated9")
                    .setVersion(Version.newBuilder().setBlockNum(random.nextInt(3))));
        }
        return set;
    }

    private ByteString damaged(ByteString bytes) {
        if (bytes.isEmpty()) {
            return bytes;
        }
        int at = random.nextInt(bytes.size());
        ByteString before = bytes.substring(0, at);
        byte[] noise = new byte[1 + random.nextInt(4)];
        random.nextBytes(noise);
        return switch (random.nextInt(5)) {
            case 0 -> before;
            case 1 -> before.concat(ByteString.copyFrom(noise)).concat(bytes.substring(at));
            case 2 -> before.concat(bytes.substring(Math.min(bytes.size(), at + noise.length)));
            case 3 -> bytes.concat(ByteString.copyFrom(noise));
            default -> before.concat(ByteString.copyFrom(noise, 0, 1)).concat(bytes.substring(at + 1));
        };
    }
}
