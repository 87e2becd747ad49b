package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/**
 * Who may sign a channel's blocks, and how many must (common/deliverclient/block_verification.go). Raft: any orderer
 * with a certificate of the orderers' authority, one, named by certificate. BFT: a quorum of the channel's consenters,
 * each named by its number.
 */
final class BlockSigners {
    private static final String BFT = "BFT";

    private final boolean byNumber;
    private final List<X509Certificate> roots = new ArrayList<>();
    private final Map<Integer, X509Certificate> consenters = new HashMap<>();

    private BlockSigners(boolean byNumber) {
        this.byNumber = byNumber;
    }

    static BlockSigners of(Block block0) throws Exception {
        ConfigGroup orderer = ConfigEnvelope.parseFrom(
                        BlockReading.payload(block0.getData().getData(0)).getData())
                .getConfig()
                .getChannelGroup()
                .getGroupsOrThrow("Orderer");
        String type = ConsensusType.parseFrom(
                        orderer.getValuesOrThrow("ConsensusType").getValue())
                .getType();
        BlockSigners signers = new BlockSigners(type.equals(BFT));
        for (ConfigGroup organisation : orderer.getGroupsMap().values()) {
            MSPConfig msp =
                    MSPConfig.parseFrom(organisation.getValuesOrThrow("MSP").getValue());
            for (ByteString root : FabricMSPConfig.parseFrom(msp.getConfig()).getRootCertsList()) {
                signers.roots.add(certificate(root));
            }
        }
        if (signers.byNumber) {
            Orderers mapping =
                    Orderers.parseFrom(orderer.getValuesOrThrow("Orderers").getValue());
            for (Consenter consenter : mapping.getConsenterMappingList()) {
                signers.consenters.put(consenter.getId(), certificate(consenter.getIdentity()));
            }
        }
        return signers;
    }

    /** More than two thirds of four are three: any two sets that large have an honest one in common. */
    private int needed() {
        int total = consenters.size();
        int faults = (total - 1) / 3;
        return byNumber ? (int) Math.ceil((total + faults + 1) / 2.0) : 1;
    }

    void requireSigned(Block block, byte[] header) throws Exception {
        Metadata metadata = Metadata.parseFrom(BlockReading.slot(block, BlockMetadataIndex.SIGNATURES_VALUE));
        Set<X509Certificate> signers = new HashSet<>();
        for (MetadataSignature signature : metadata.getSignaturesList()) {
            ByteString named = byNumber ? signature.getIdentifierHeader() : signature.getSignatureHeader();
            X509Certificate signer = byNumber ? consenter(named) : orderer(named);
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(signer);
            verifier.update(metadata.getValue().toByteArray());
            verifier.update(named.toByteArray());
            verifier.update(header);
            assertThat(verifier.verify(signature.getSignature().toByteArray()))
                    .as("signature of block %d", block.getHeader().getNumber())
                    .isTrue();
            signers.add(signer);
        }
        assertThat(signers)
                .as("signers of block %d", block.getHeader().getNumber())
                .hasSizeGreaterThanOrEqualTo(needed());
    }

    private X509Certificate consenter(ByteString identifierHeader) throws Exception {
        int number = IdentifierHeader.parseFrom(identifierHeader).getIdentifier();
        assertThat(consenters).containsKey(number);
        return consenters.get(number);
    }

    private X509Certificate orderer(ByteString signatureHeader) throws Exception {
        ByteString creator = SignatureHeader.parseFrom(signatureHeader).getCreator();
        X509Certificate signer =
                certificate(SerializedIdentity.parseFrom(creator).getIdBytes());
        assertThat(signer.getSubjectX500Principal().getName()).contains("OU=orderer");
        assertThat(roots).anySatisfy(root -> signer.verify(root.getPublicKey()));
        return signer;
    }

    private static X509Certificate certificate(ByteString pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem.newInput());
    }
}
