package org.touchmark.network.local;

import io.grpc.ChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A node's TLS material.
 *
 * @param certificate PEM, with the host names that clients call it by
 * @param key PEM, PKCS#8
 * @param roots PEM, the TLS roots of every organisation, which the node trusts when it calls others
 */
public record TlsIdentity(Path certificate, Path key, Path roots) {
    public ServerCredentials server() throws IOException {
        return TlsServerCredentials.create(certificate.toFile(), key.toFile());
    }

    public ChannelCredentials client() throws IOException {
        return TlsChannelCredentials.newBuilder().trustManager(roots.toFile()).build();
    }
}
