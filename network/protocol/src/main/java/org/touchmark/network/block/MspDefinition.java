package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.hyperledger.fabric.protos.msp.FabricCryptoConfig;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.touchmark.network.msp.Pem;

/**
 * An organisation's membership as a channel's configuration holds it: what a folder {@code msp} of Fabric's says,
 * with NodeOUs on (msp/configbuilder.go, GetVerifyingMspConfig).
 *
 * @param id the MSP id, such as {@code AureliaMSP}
 * @param roots the CA certificates that issue members
 * @param tlsRoots the CA certificates that issue TLS certificates
 * @param revocations lists of revoked members, signed by their CA
 */
public record MspDefinition(
        String id, List<X509Certificate> roots, List<X509Certificate> tlsRoots, List<X509CRL> revocations) {
    public MspDefinition {
        if (id.isBlank() || roots.isEmpty()) {
            throw new IllegalArgumentException("MSP '" + id + "': needs an id and at least one root certificate");
        }
        roots = List.copyOf(roots);
        tlsRoots = List.copyOf(tlsRoots);
        revocations = List.copyOf(revocations);
    }

    MSPConfig toConfig() {
        FabricMSPConfig.Builder config = FabricMSPConfig.newBuilder()
                .setName(id)
                .setCryptoConfig(FabricCryptoConfig.newBuilder()
                        .setSignatureHashFamily("SHA2")
                        .setIdentityIdentifierHashFunction("SHA256"))
                .setFabricNodeOus(FabricNodeOUs.newBuilder()
                        .setEnable(true)
                        .setClientOuIdentifier(unit("client"))
                        .setPeerOuIdentifier(unit("peer"))
                        .setAdminOuIdentifier(unit("admin"))
                        .setOrdererOuIdentifier(unit("orderer")));
        roots.forEach(root -> config.addRootCerts(pem(root)));
        tlsRoots.forEach(root -> config.addTlsRootCerts(pem(root)));
        revocations.forEach(list -> config.addRevocationList(ByteString.copyFromUtf8(Pem.encode(list))));
        return MSPConfig.newBuilder()
                .setType(0)
                .setConfig(Deterministic.bytes(config.build()))
                .build();
    }

    private static FabricOUIdentifier unit(String name) {
        return FabricOUIdentifier.newBuilder()
                .setOrganizationalUnitIdentifier(name)
                .build();
    }

    private static ByteString pem(X509Certificate certificate) {
        return ByteString.copyFromUtf8(Pem.encode(certificate));
    }
}
