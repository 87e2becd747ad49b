package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.testing.MemoryChain;
import org.touchmark.network.validation.BlockValidator;
import org.touchmark.network.validation.ChainRules;
import org.touchmark.network.validation.ChaincodeDefinitions;
import org.touchmark.network.validation.Checked;
import org.touchmark.network.validation.InvalidBlockException;

/** The chain as an auditor reads it: every hash and signature worked out anew from the blocks' own bytes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class BlockConformance extends OnTestedLedger {
    /** All blocks that there were at the call, with transactions of several codes among them. */
    private List<Block> chain() throws Exception {
        String key = freshKey();
        Transaction first = endorsed("increment", key);
        Transaction second = endorsed("increment", key);
        first.submit();
        failure(CommitException.class, second::submit);
        contract.submitTransaction("fill", freshKey(), "12");
        contract.submitTransaction("put", key, "v");
        long last = submitted("delete", key).getStatus().getBlockNumber();
        return blocks(gateway, last);
    }

    private List<Block> blocks(Gateway reader, long last) {
        List<Block> blocks = new ArrayList<>();
        try (CloseableIterator<Block> events = reader.getNetwork(network.getName())
                .newBlockEventsRequest()
                .startBlock(0)
                .build()
                .getEvents()) {
            while (blocks.size() <= last) {
                blocks.add(events.next());
            }
        }
        return blocks;
    }

    private static ByteString sha256(byte[] bytes) throws Exception {
        return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] der(BlockHeader header) throws Exception {
        return new DERSequence(new ASN1Encodable[] {
                    new ASN1Integer(header.getNumber()),
                    new DEROctetString(header.getPreviousHash().toByteArray()),
                    new DEROctetString(header.getDataHash().toByteArray())
                })
                .getEncoded(ASN1Encoding.DER);
    }

    @Test
    void every_block_names_the_hash_of_the_one_before_and_of_its_data() throws Exception {
        ByteString previous = ByteString.EMPTY;
        long number = 0;
        for (Block block : chain()) {
            assertThat(block.getHeader().getNumber()).isEqualTo(number++);
            assertThat(block.getHeader().getPreviousHash()).isEqualTo(previous);
            ByteString data = ByteString.EMPTY;
            for (ByteString envelope : block.getData().getDataList()) {
                data = data.concat(envelope);
            }
            assertThat(block.getHeader().getDataHash()).isEqualTo(sha256(data.toByteArray()));
            previous = sha256(der(block.getHeader()));
        }
    }

    @Test
    void every_block_is_signed_by_as_many_orderers_of_the_channel_as_its_consensus_asks_for() throws Exception {
        List<Block> chain = chain();
        BlockSigners signers = BlockSigners.of(chain.get(0));
        for (Block block : chain.subList(1, chain.size())) {
            signers.requireSigned(block, der(block.getHeader()));
        }
    }

    @Test
    void the_protocols_own_rules_take_every_block_and_no_block_with_a_signature_less() throws Exception {
        List<Block> chain = chain();
        ChainRules.requireGenesis(chain.get(0));
        ChannelConfig config = ChannelConfigs.of(chain.get(0));
        for (int i = 1; i < chain.size(); i++) {
            BlockHeader before = chain.get(i - 1).getHeader();
            Block block = chain.get(i);
            ChannelConfig current = config;
            ChainRules.requireNext(current, before, block);
            Block less = Blocks.withSlot(block, Blocks.SIGNATURES, withoutOneSignature(block, current));
            assertThatThrownBy(() -> ChainRules.requireNext(current, before, less))
                    .as("block %d", i)
                    .isInstanceOf(InvalidBlockException.class)
                    .hasMessageContaining("orderer signatures");
            if (Blocks.isConfig(block)) {
                config = ChannelConfigs.of(block);
            }
        }
    }

    /** Fabric keeps approvals of a definition in private data, which the protocol's rules do not judge. */
    @Test
    void who_has_the_blocks_alone_works_out_each_code_and_each_commit_hash_unless_there_is_private_data()
            throws Exception {
        List<Block> chain = chain();
        MemoryChain auditor = new MemoryChain(chain.get(0));
        if (ledger().has(Difference.APPROVES_DEFINITIONS)) {
            assertThat(auditor.commit(chain.get(1))).containsOnly(TxValidationCode.ILLEGAL_WRITESET);
            return;
        }
        for (Block block : chain.subList(1, chain.size())) {
            long number = block.getHeader().getNumber();
            assertThat(auditor.commit(block)).as("codes of block %d", number).isEqualTo(BlockReading.codes(block));
            Metadata slot = Metadata.parseFrom(BlockReading.slot(block, BlockMetadataIndex.COMMIT_HASH_VALUE));
            assertThat(slot.getValue()).as("commit hash of block %d", number).isEqualTo(auditor.commitHash());
        }
    }

    @Test
    void creators_and_endorsements_are_judged_as_the_peers_judged_them() throws Exception {
        ChannelConfig config = ChannelConfigs.of(chain().get(0));
        Set<String> known = new HashSet<>();
        for (Block block : chain()) {
            if (Blocks.isConfig(block)) {
                config = ChannelConfigs.of(block);
                continue;
            }
            List<TxValidationCode> codes = BlockReading.codes(block);
            Checked[] judged = new BlockValidator(config, this::policy).check(block, known);
            for (int i = 0; i < judged.length; i++) {
                assertThat(judged[i].code())
                        .as("block %d, transaction %d: %s", block.getHeader().getNumber(), i, judged[i].reason())
                        .isIn(expected(codes.get(i)));
                known.add(Envelopes.claimedTransactionId(block.getData().getData(i)));
            }
        }
    }

    /** What the rules say that know no state, and on Fabric no private data and no policies of keys. */
    private Set<TxValidationCode> expected(TxValidationCode peers) {
        Set<TxValidationCode> expected = EnumSet.of(
                peers == TxValidationCode.MVCC_READ_CONFLICT || peers == TxValidationCode.PHANTOM_READ_CONFLICT
                        ? TxValidationCode.VALID
                        : peers);
        if (ledger().has(Difference.APPROVES_DEFINITIONS)) {
            expected.add(TxValidationCode.ILLEGAL_WRITESET);
        }
        return expected;
    }

    private Optional<ByteString> policy(String name) {
        if (name.equals(contract.getChaincodeName())) {
            return Optional.of(ApplicationPolicy.newBuilder()
                    .setChannelConfigPolicyReference("/Channel/Application/Endorsement")
                    .build()
                    .toByteString());
        }
        try {
            return ChaincodeDefinitions.validationPolicy(name, ByteString.EMPTY, ByteString.EMPTY);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no bytes are a message without fields", e);
        }
    }

    /** Fewer signatures than the channel asks for, by one: none of Raft's, one less than a quorum of BFT's. */
    private static ByteString withoutOneSignature(Block block, ChannelConfig config) throws Exception {
        Metadata signed = Metadata.parseFrom(Blocks.slot(block, Blocks.SIGNATURES));
        int quorum = config.consenters().isEmpty()
                ? 1
                : Consensus.bftQuorum(config.consenters().size());
        return signed.toBuilder()
                .clearSignatures()
                .addAllSignatures(signed.getSignaturesList().subList(0, quorum - 1))
                .build()
                .toByteString();
    }

    @Test
    void every_blocks_commit_hash_binds_its_codes_its_writes_and_the_hash_before() throws Exception {
        List<Block> chain = chain();
        ByteString previous = ByteString.EMPTY;
        for (Block block : chain.subList(1, chain.size())) {
            ByteString expected = CommitHashes.after(block, previous);
            Metadata slot = Metadata.parseFrom(BlockReading.slot(block, BlockMetadataIndex.COMMIT_HASH_VALUE));
            assertThat(slot.getValue())
                    .as("commit hash of block %d", block.getHeader().getNumber())
                    .isEqualTo(expected);
            previous = expected;
        }
    }

    @Test
    void every_transaction_has_a_code_and_encodes_to_its_own_bytes() throws Exception {
        List<TxValidationCode> seen = new ArrayList<>();
        for (Block block : chain()) {
            ByteString flags = BlockReading.flags(block);
            assertThat(flags.size()).isEqualTo(block.getData().getDataCount());
            for (int i = 0; i < flags.size(); i++) {
                ByteString envelope = block.getData().getData(i);
                assertThat(Envelope.parseFrom(envelope).toByteString()).isEqualTo(envelope);
                seen.add(TxValidationCode.forNumber(flags.byteAt(i) & 0xff));
            }
        }
        assertThat(seen).contains(TxValidationCode.VALID, TxValidationCode.MVCC_READ_CONFLICT);
    }

    @Test
    void block_0_is_the_channels_configuration() throws Exception {
        Block block0 = chain().get(0);

        assertThat(block0.getData().getDataCount()).isEqualTo(1);
        var header = BlockReading.header(block0.getData().getData(0));
        assertThat(header.getType()).isEqualTo(HeaderType.CONFIG_VALUE);
        assertThat(header.getChannelId()).isEqualTo(network.getName());
    }

    @Test
    void all_peers_hold_the_same_chain_the_same_codes_and_the_same_state() throws Exception {
        List<Block> chain = chain();
        for (String mspId : ledger().mspIds()) {
            ledger().awaitHeight(mspId, chain.size());
            try (Gateway other = ledger().connect(mspId)) {
                List<Block> same = blocks(other, chain.size() - 1L);
                for (int i = 0; i < chain.size(); i++) {
                    assertThat(same.get(i).getHeader()).isEqualTo(chain.get(i).getHeader());
                    assertThat(same.get(i).getData()).isEqualTo(chain.get(i).getData());
                    assertThat(BlockReading.flags(same.get(i))).isEqualTo(BlockReading.flags(chain.get(i)));
                    assertThat(BlockReading.slot(same.get(i), BlockMetadataIndex.COMMIT_HASH_VALUE))
                            .isEqualTo(BlockReading.slot(chain.get(i), BlockMetadataIndex.COMMIT_HASH_VALUE));
                }
            }
        }
    }

    @Test
    void the_chains_info_names_the_last_blocks_hash() throws Exception {
        List<Block> chain = chain();
        BlockchainInfo info = BlockchainInfo.parseFrom(
                network.getContract("qscc").evaluateTransaction("GetChainInfo", network.getName()));
        assertThat(info.getHeight()).isGreaterThanOrEqualTo(chain.size());
        Block last = blocks(gateway, info.getHeight() - 1).get((int) info.getHeight() - 1);

        assertThat(info.getCurrentBlockHash()).isEqualTo(sha256(der(last.getHeader())));
        assertThat(info.getPreviousBlockHash()).isEqualTo(last.getHeader().getPreviousHash());
    }
}
