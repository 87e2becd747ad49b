package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.msp.ChannelConfig;

/**
 * Judges each transaction of a block by itself, signatures on all cores, then marks ids that come twice
 * (core/committer/txvalidator/v20/validator.go). What depends on the state comes later, in {@link StateValidator}.
 */
public final class BlockValidator {
    private final EnvelopeValidator envelopes;
    private final EndorsementValidator endorsements;

    /**
     * A validator of blocks of one configuration.
     *
     * @param policies the encoded policy of a chaincode's definition as of the last block
     *     ({@link ChaincodeDefinitions#validationPolicy}); empty if there is none of that name. Asked by many threads
     */
    public BlockValidator(ChannelConfig config, Function<String, Optional<ByteString>> policies) {
        this.envelopes = new EnvelopeValidator(config);
        this.endorsements = new EndorsementValidator(config, policies);
    }

    /**
     * Returns one result a transaction, in order.
     *
     * @param known ids that earlier blocks hold
     */
    public Checked[] check(Block block, Set<String> known) {
        List<ByteString> data = block.getData().getDataList();
        Checked[] results = IntStream.range(0, data.size())
                .parallel()
                .mapToObj(i -> check(data.get(i), known))
                .toArray(Checked[]::new);
        markDuplicates(results);
        return results;
    }

    private Checked check(ByteString raw, Set<String> known) {
        try {
            EnvelopeValidator.Sound sound = envelopes.check(raw);
            String id = sound.header().getTxId();
            if (known.contains(id)) {
                throw new InvalidTransactionException(
                        TxValidationCode.DUPLICATE_TXID, "an earlier block holds transaction " + id);
            }
            ReadWriteSet readWriteSet = endorsements.check(sound);
            return Checked.valid(new Checked.Content(id, readWriteSet));
        } catch (InvalidTransactionException e) {
            return Checked.invalid(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** Of valid transactions with one id, the first stays. */
    private static void markDuplicates(Checked[] results) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < results.length; i++) {
            Optional<Checked.Content> content = results[i].content();
            if (content.isPresent() && !seen.add(content.get().transactionId())) {
                results[i] = Checked.invalid(
                        TxValidationCode.DUPLICATE_TXID,
                        "the block holds transaction " + content.get().transactionId() + " twice");
            }
        }
    }
}
