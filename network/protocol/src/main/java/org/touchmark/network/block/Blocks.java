package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.wire.Messages;

/** The bytes and hashes of blocks, as protoutil/blockutils.go makes them. */
public final class Blocks {
    /** The metadata slot with the orderers' signatures. */
    public static final int SIGNATURES = BlockMetadataIndex.SIGNATURES_VALUE;

    /** The slot with the newest configuration's number: slot 0 says it too, but Fabric still fills this one. */
    public static final int LAST_CONFIG = 1;

    /** The slot with one validation code a transaction, set by each peer. */
    public static final int FLAGS = BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE;

    /** The slot with the commit hash, set by each peer. */
    public static final int COMMIT_HASH = BlockMetadataIndex.COMMIT_HASH_VALUE;

    private static final int SLOTS = COMMIT_HASH + 1;

    private Blocks() {}

    /** The DER encoding of the header: SEQUENCE of number, previous hash, data hash. It is what is hashed and signed. */
    public static byte[] headerBytes(BlockHeader header) {
        BigInteger number = new BigInteger(Long.toUnsignedString(header.getNumber()));
        DERSequence sequence = new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(number),
            new DEROctetString(header.getPreviousHash().toByteArray()),
            new DEROctetString(header.getDataHash().toByteArray())
        });
        try {
            return sequence.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("A block header of three plain fields always encodes", e);
        }
    }

    /** SHA-256 of {@link #headerBytes}: what the next block names as its previous hash. */
    public static ByteString headerHash(BlockHeader header) {
        return ByteString.copyFrom(Hashes.sha256().digest(headerBytes(header)));
    }

    /** SHA-256 of the concatenated envelopes. */
    public static ByteString dataHash(BlockData data) {
        MessageDigest digest = Hashes.sha256();
        for (ByteString envelope : data.getDataList()) {
            Hashes.update(digest, envelope);
        }
        return ByteString.copyFrom(digest.digest());
    }

    /**
     * Refuses data whose hash would not bind what readers parse: each envelope must have a payload and a signature and
     * encode again to the very same bytes (VerifyTransactionsAreWellFormed). A lone configuration transaction is
     * exempt.
     *
     * @throws IllegalArgumentException naming the transaction and what is wrong with it
     */
    public static void requireWellFormed(BlockData data) {
        if (data.getDataCount() == 0) {
            throw new IllegalArgumentException("empty block");
        }
        if (isConfig(data)) {
            return;
        }
        for (int i = 0; i < data.getDataCount(); i++) {
            requireWellFormed(i, data.getData(i));
        }
    }

    private static void requireWellFormed(int index, ByteString raw) {
        Envelope envelope;
        try {
            envelope = Messages.parse(Envelope.parser(), raw);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("transaction " + index + " is invalid: " + e.getMessage(), e);
        }
        if (envelope.getPayload().isEmpty()) {
            throw new IllegalArgumentException("transaction " + index + " has no payload");
        }
        if (envelope.getSignature().isEmpty()) {
            throw new IllegalArgumentException("transaction " + index + " has no signature");
        }
        if (!envelope.toByteString().equals(raw)) {
            throw new IllegalArgumentException("transaction " + index + " does not encode to its raw form again");
        }
    }

    /** Whether the block holds one configuration transaction and nothing else. */
    public static boolean isConfig(Block block) {
        return isConfig(block.getData());
    }

    private static boolean isConfig(BlockData data) {
        return data.getDataCount() == 1
                && Envelopes.channelHeaderOf(data.getData(0))
                        .filter(header -> header.getType() == HeaderType.CONFIG_VALUE)
                        .isPresent();
    }

    /** The content of a metadata slot; empty where the block has no such slot. */
    public static ByteString slot(Block block, int index) {
        BlockMetadata metadata = block.getMetadata();
        return metadata.getMetadataCount() > index ? metadata.getMetadata(index) : ByteString.EMPTY;
    }

    /** The block with one slot set, and with all slots that Fabric gives a block. */
    public static Block withSlot(Block block, int index, ByteString content) {
        BlockMetadata.Builder metadata = block.getMetadata().toBuilder();
        while (metadata.getMetadataCount() < SLOTS) {
            metadata.addMetadata(ByteString.EMPTY);
        }
        metadata.setMetadata(index, content);
        return block.toBuilder().setMetadata(metadata).build();
    }

    /** What an orderer signs: the metadata's value, the header that names the signer, the block's DER header. */
    public static byte[] signedBytes(ByteString value, ByteString signerHeader, BlockHeader header) {
        return value.concat(signerHeader)
                .concat(ByteString.copyFrom(headerBytes(header)))
                .toByteArray();
    }

    /**
     * The orderers' signatures of a block, ready for the policy that judges them (protoutil/blockutils.go,
     * BlockSignatureVerifier). Raft's orderers sign by certificate, those of BFT by their number; a number that the
     * channel does not know counts for nothing.
     *
     * @param consenters the identities that numbers stand for; none unless the channel is BFT
     * @throws IllegalArgumentException if slot 0 can not be parsed
     */
    public static List<SignedData> ordererSignatures(Block block, Map<Integer, ByteString> consenters) {
        try {
            Metadata metadata = Metadata.parseFrom(slot(block, SIGNATURES));
            List<SignedData> signatures = new ArrayList<>();
            for (MetadataSignature signature : metadata.getSignaturesList()) {
                boolean byNumber = !consenters.isEmpty()
                        && signature.getSignatureHeader().isEmpty()
                        && !signature.getIdentifierHeader().isEmpty();
                ByteString named = byNumber ? signature.getIdentifierHeader() : signature.getSignatureHeader();
                ByteString signer = byNumber
                        ? consenters.getOrDefault(
                                IdentifierHeader.parseFrom(named).getIdentifier(), ByteString.EMPTY)
                        : SignatureHeader.parseFrom(named).getCreator();
                if (!byNumber || !signer.isEmpty()) {
                    byte[] signed = signedBytes(metadata.getValue(), named, block.getHeader());
                    signatures.add(new SignedData(ByteString.copyFrom(signed), signer, signature.getSignature()));
                }
            }
            return signatures;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the signatures in the metadata can not be read: " + e.getMessage(), e);
        }
    }

    /**
     * The number of the newest configuration block as of this one; 0 for a block 0, which carries no signatures.
     *
     * @throws IllegalArgumentException if slot 0 can not be parsed
     */
    public static long lastConfig(Block block) {
        try {
            Metadata metadata = Metadata.parseFrom(slot(block, SIGNATURES));
            if (!metadata.getValue().isEmpty()) {
                return OrdererBlockMetadata.parseFrom(metadata.getValue())
                        .getLastConfig()
                        .getIndex();
            }
            Metadata older = Metadata.parseFrom(slot(block, LAST_CONFIG));
            return LastConfig.parseFrom(older.getValue()).getIndex();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the last config in the metadata can not be read: " + e.getMessage(), e);
        }
    }
}
