package org.touchmark.network.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;

/** Writes a membership as the folder that Fabric's programs read (msp/configbuilder.go). */
public final class MspFolders {
    private static final String NODE_OUS = """
            NodeOUs:
              Enable: true
              ClientOUIdentifier: {OrganizationalUnitIdentifier: client}
              PeerOUIdentifier: {OrganizationalUnitIdentifier: peer}
              AdminOUIdentifier: {OrganizationalUnitIdentifier: admin}
              OrdererOUIdentifier: {OrganizationalUnitIdentifier: orderer}
            """;

    private MspFolders() {}

    /** The folder of an organisation, for programs that only verify. */
    public static void write(Path folder, MspDefinition msp) throws IOException {
        for (int i = 0; i < msp.roots().size(); i++) {
            put(
                    folder.resolve("cacerts/ca" + i + ".pem"),
                    Pem.encode(msp.roots().get(i)));
        }
        for (int i = 0; i < msp.tlsRoots().size(); i++) {
            put(
                    folder.resolve("tlscacerts/tlsca" + i + ".pem"),
                    Pem.encode(msp.tlsRoots().get(i)));
        }
        put(folder.resolve("config.yaml"), NODE_OUS);
    }

    /** The folder of a node or person, who signs. */
    public static void write(Path folder, MspDefinition msp, SigningIdentity identity) throws IOException {
        write(folder, msp);
        put(folder.resolve("signcerts/cert.pem"), Pem.encode(identity.certificate()));
        DurableFiles.writePrivate(
                folder.resolve("keystore/key.pem"),
                Pem.encode(identity.privateKey()).getBytes(StandardCharsets.US_ASCII));
    }

    private static void put(Path file, String text) throws IOException {
        DurableFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
}
