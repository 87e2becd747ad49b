package org.touchmark.network.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;

/** Writes a membership as the folder that Fabric's programs read (msp/configbuilder.go). */
public final class MspFolders {
    private MspFolders() {}

    /** The folder of an organisation, for programs that only verify. */
    public static void write(Path folder, MspDefinition msp) throws IOException {
        put(folder.resolve("cacerts/ca.pem"), Pem.encode(msp.roots().get(0)));
        put(folder.resolve("tlscacerts/tlsca.pem"), Pem.encode(msp.tlsRoots().get(0)));
        put(folder.resolve("config.yaml"), """
                NodeOUs:
                  Enable: true
                  ClientOUIdentifier: {OrganizationalUnitIdentifier: client}
                  PeerOUIdentifier: {OrganizationalUnitIdentifier: peer}
                  AdminOUIdentifier: {OrganizationalUnitIdentifier: admin}
                  OrdererOUIdentifier: {OrganizationalUnitIdentifier: orderer}
                """);
    }

    /** The folder of a node, which signs. */
    public static void write(Path folder, MspDefinition msp, SigningIdentity identity) throws IOException {
        write(folder, msp);
        put(folder.resolve("signcerts/cert.pem"), Pem.encode(identity.certificate()));
        put(folder.resolve("keystore/key.pem"), Pem.encode(identity.privateKey()));
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
