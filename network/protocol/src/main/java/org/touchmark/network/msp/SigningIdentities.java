package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Makes identities that can sign. */
public final class SigningIdentities {
    private SigningIdentities() {}

    /**
     * An identity of certificate and key.
     *
     * @throws IllegalArgumentException if the key is not ECDSA, or does not belong to the certificate
     */
    public static SigningIdentity of(String mspId, X509Certificate certificate, PrivateKey key) {
        return new X509SigningIdentity(mspId, certificate, key);
    }

    /** An identity of PEM files. */
    public static SigningIdentity load(String mspId, Path certificateFile, Path keyFile) throws IOException {
        X509Certificate certificate = Pem.certificate(Files.readString(certificateFile));
        try {
            return of(mspId, certificate, Pem.privateKey(Files.readString(keyFile)));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s with %s is no signing identity: %s".formatted(certificateFile, keyFile, e.getMessage()), e);
        }
    }

    /** The bytes of {@code msp.SerializedIdentity}: what Fabric calls a creator. */
    public static byte[] serialize(String mspId, X509Certificate certificate) {
        return SerializedIdentity.newBuilder()
                .setMspid(mspId)
                .setIdBytes(ByteString.copyFromUtf8(Pem.encode(certificate)))
                .build()
                .toByteArray();
    }

    private static final class X509SigningIdentity implements SigningIdentity {
        private static final byte[] PROBE = {1};

        private final String mspId;
        private final X509Certificate certificate;
        private final PrivateKey key;
        private final ECPrivateKeyParameters parameters;
        private final ECPublicKeyParameters publicKey;
        private final byte[] serialized;

        X509SigningIdentity(String mspId, X509Certificate certificate, PrivateKey key) {
            this.mspId = mspId;
            this.certificate = certificate;
            this.key = key;
            this.parameters = Ecdsa.parameters(key);
            this.publicKey = Ecdsa.parameters(certificate.getPublicKey());
            this.serialized = serialize(mspId, certificate);
            if (!Ecdsa.verifies(publicKey, PROBE, Ecdsa.sign(parameters, PROBE))) {
                throw new IllegalArgumentException(
                        "the key does not belong to the certificate of " + certificate.getSubjectX500Principal());
            }
        }

        @Override
        public String mspId() {
            return mspId;
        }

        @Override
        public X509Certificate certificate() {
            return certificate;
        }

        @Override
        public PrivateKey privateKey() {
            return key;
        }

        @Override
        public byte[] serialized() {
            return serialized.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            return Ecdsa.sign(parameters, publicKey, message);
        }

        @Override
        public String toString() {
            return mspId + " " + certificate.getSubjectX500Principal();
        }
    }
}
