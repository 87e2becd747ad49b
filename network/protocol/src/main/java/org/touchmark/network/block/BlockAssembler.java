package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.touchmark.network.msp.SigningIdentity;

/**
 * Makes an orderer's next block and signs it, as a Raft orderer with one consenter does
 * (orderer/common/multichannel/blockwriter.go).
 */
public final class BlockAssembler {
    private static final long CONSENTER_ID = 1;

    /** What a fresh Raft log holds before its first block: the election's entry and the configuration's. */
    private static final long RAFT_ENTRIES_BEFORE_BLOCKS = 2;

    private static final int NONCE_BYTES = 24;

    private final SigningIdentity orderer;
    private final SecureRandom random = new SecureRandom();

    public BlockAssembler(SigningIdentity orderer) {
        this.orderer = orderer;
    }

    /**
     * The block that follows on another.
     *
     * @param envelopes encoded, in order; at least one
     */
    public Block next(Block previous, List<ByteString> envelopes) {
        BlockData data = BlockData.newBuilder().addAllData(envelopes).build();
        BlockHeader header = BlockHeader.newBuilder()
                .setNumber(previous.getHeader().getNumber() + 1)
                .setPreviousHash(Blocks.headerHash(previous.getHeader()))
                .setDataHash(Blocks.dataHash(data))
                .build();
        LastConfig lastConfig =
                LastConfig.newBuilder().setIndex(Blocks.lastConfig(previous)).build();
        Block unsigned = Block.newBuilder()
                .setHeader(header)
                .setData(data)
                .setMetadata(BlockMetadata.getDefaultInstance())
                .build();
        Block withConfig = Blocks.withSlot(
                unsigned,
                Blocks.LAST_CONFIG,
                Metadata.newBuilder()
                        .setValue(lastConfig.toByteString())
                        .build()
                        .toByteString());
        return Blocks.withSlot(withConfig, Blocks.SIGNATURES, signatures(header, lastConfig));
    }

    private ByteString signatures(BlockHeader header, LastConfig lastConfig) {
        ByteString value = OrdererBlockMetadata.newBuilder()
                .setLastConfig(lastConfig)
                .setConsenterMetadata(Metadata.newBuilder()
                        .setValue(raftMetadata(header.getNumber()))
                        .build()
                        .toByteString())
                .build()
                .toByteString();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteString signatureHeader = SignatureHeader.newBuilder()
                .setCreator(ByteString.copyFrom(orderer.serialized()))
                .setNonce(ByteString.copyFrom(nonce))
                .build()
                .toByteString();
        byte[] signature = orderer.sign(Blocks.signedBytes(value, signatureHeader, header));
        return Metadata.newBuilder()
                .setValue(value)
                .addSignatures(MetadataSignature.newBuilder()
                        .setSignatureHeader(signatureHeader)
                        .setSignature(ByteString.copyFrom(signature)))
                .build()
                .toByteString();
    }

    private static ByteString raftMetadata(long number) {
        return org.hyperledger.fabric.protos.orderer.etcdraft.BlockMetadata.newBuilder()
                .addConsenterIds(CONSENTER_ID)
                .setNextConsenterId(CONSENTER_ID + 1)
                .setRaftIndex(number + RAFT_ENTRIES_BEFORE_BLOCKS)
                .build()
                .toByteString();
    }
}
