package org.touchmark.network.compose;

import java.util.Optional;

/**
 * The container images of a Compose file.
 *
 * @param authority of Fabric CA; empty if the books of the authorities are not Fabric CA's
 * @param java a Java 17 runtime, for chaincode servers
 */
public record Images(String peer, String orderer, Optional<String> authority, String java) {
    private static final String JAVA = "eclipse-temurin:17-jre";

    /**
     * The official ones.
     *
     * @param fabric Fabric's release, such as {@code 3.1.5}
     * @param fabricCa Fabric CA's, such as {@code 1.5.15}
     */
    public static Images official(String fabric, Optional<String> fabricCa) {
        return new Images(
                "hyperledger/fabric-peer:" + fabric,
                "hyperledger/fabric-orderer:" + fabric,
                fabricCa.map(version -> "hyperledger/fabric-ca:" + version),
                JAVA);
    }
}
