package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.validation.BlockValidator;
import org.touchmark.network.validation.ChainRules;
import org.touchmark.network.validation.ChaincodeDefinitions;
import org.touchmark.network.validation.Checked;
import org.touchmark.network.validation.CommittedState;
import org.touchmark.network.validation.InvalidBlockException;
import org.touchmark.network.validation.StateValidator;
import org.touchmark.network.validation.UpdateBatch;
import org.touchmark.network.validation.Version;

/** A channel as an auditor works it out from its blocks alone: every code, the state, the commit hash. */
public final class MemoryChain implements CommittedState<RuntimeException> {
    private static final Comparator<ByteString> ORDER = ByteString.unsignedLexicographicalComparator();

    private final Map<String, NavigableMap<ByteString, Value>> state = new TreeMap<>();
    private final Set<String> transactionIds = new HashSet<>();
    private ChannelConfig config;
    private Block newest;
    private ByteString commitHash = ByteString.EMPTY;

    private record Value(ByteString bytes, Version version) {}

    public MemoryChain(Block block0) throws InvalidBlockException {
        ChainRules.requireGenesis(block0);
        this.config = ChannelConfigs.of(block0);
        this.newest = block0;
    }

    public Block newest() {
        return newest;
    }

    /** After the newest block. */
    public ByteString commitHash() {
        return commitHash;
    }

    /** Takes the next block and says what became of each of its transactions. */
    public List<TxValidationCode> commit(Block block) throws InvalidBlockException {
        ChainRules.requireNext(config, newest.getHeader(), block);
        Checked[] results = Blocks.isConfig(block)
                ? new Checked[] {new Checked(TxValidationCode.VALID, "", Optional.empty())}
                : new BlockValidator(config, this::policy).check(block, transactionIds);
        UpdateBatch updates = new StateValidator<>(this, block.getHeader().getNumber()).check(results);
        List<TxValidationCode> codes = new ArrayList<>();
        ByteString.Output flags = ByteString.newOutput();
        for (Checked result : results) {
            codes.add(result.code());
            flags.write(result.code().getNumber());
        }
        commitHash = updates.commitHash(flags.toByteString(), commitHash);
        updates.forEach((namespace, key, update) -> put(block, namespace, key, update));
        block.getData().getDataList().forEach(envelope -> transactionIds.add(Envelopes.claimedTransactionId(envelope)));
        if (Blocks.isConfig(block)) {
            config = ChannelConfigs.of(block);
        }
        newest = block;
        return codes;
    }

    private void put(Block block, String namespace, ByteString key, UpdateBatch.Update update) {
        NavigableMap<ByteString, Value> keys = keys(namespace);
        if (update.value() == null) {
            keys.remove(key);
        } else {
            Version version = new Version(block.getHeader().getNumber(), update.transaction());
            keys.put(key, new Value(update.value(), version));
        }
    }

    private NavigableMap<ByteString, Value> keys(String namespace) {
        return state.computeIfAbsent(namespace, ignored -> new TreeMap<>(ORDER));
    }

    private Optional<ByteString> policy(String chaincode) {
        try {
            return ChaincodeDefinitions.validationPolicy(
                    chaincode,
                    defined(ChaincodeDefinitions.metadataKey(chaincode)),
                    defined(ChaincodeDefinitions.fieldKey(chaincode, "ValidationInfo")));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the definition of chaincode " + chaincode + " can not be read", e);
        }
    }

    /** Asked by many threads while a block is checked, and written by none. */
    private ByteString defined(String key) {
        NavigableMap<ByteString, Value> keys = state.get(ChaincodeDefinitions.NAMESPACE);
        Value value = keys == null ? null : keys.get(ByteString.copyFromUtf8(key));
        return value == null ? ByteString.EMPTY : value.bytes();
    }

    @Override
    public Version version(String namespace, ByteString key) {
        Value value = keys(namespace).get(key);
        return value == null ? null : value.version();
    }

    @Override
    public Rows<RuntimeException> range(String namespace, ByteString start, ByteString end) {
        // A range that ends before it begins is empty, and no error.
        Iterator<Map.Entry<ByteString, Value>> rows = keys(namespace).tailMap(start, true).entrySet().stream()
                .takeWhile(row -> end.isEmpty() || ORDER.compare(row.getKey(), end) < 0)
                .iterator();
        return new Rows<>() {
            @Override
            public Row next() {
                if (!rows.hasNext()) {
                    return null;
                }
                Map.Entry<ByteString, Value> row = rows.next();
                return new Row(row.getKey(), row.getValue().version());
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
