package org.touchmark.contract;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.CertificateAttributes;
import org.touchmark.domain.trust.Certificates;

/**
 * Reads who signed a proposal; the peer has checked the certificate's chain, dates and revocation. Who has called lately is
 * remembered, since a party calls thousands of times with one certificate. Safe for many threads.
 */
final class Callers {
    private static final int REMEMBERED = 1_000;

    private final Map<ByteBuffer, Caller> lately = new ConcurrentHashMap<>();

    /** The caller that a serialized identity is; as {@link #parse}. */
    Caller of(byte[] creator) {
        Caller known = lately.get(ByteBuffer.wrap(creator));
        if (known != null) {
            return known;
        }
        Caller caller = parse(creator);
        if (lately.size() >= REMEMBERED) {
            lately.clear();
        }
        lately.put(ByteBuffer.wrap(creator.clone()), caller);
        return caller;
    }

    /**
     * The caller that a serialized identity is.
     *
     * @throws RefusedException NOT_A_PARTY if it is no X.509 identity, CERTIFICATE_UNTRUSTED if its attributes are broken
     */
    static Caller parse(byte[] creator) {
        try {
            SerializedIdentity identity = SerializedIdentity.parseFrom(creator);
            X509Certificate certificate =
                    Certificates.parsePem(identity.getIdBytes().toString(StandardCharsets.US_ASCII));
            CertificateAttributes attributes = Certificates.attributes(certificate);
            return new Caller(
                    new MspId(identity.getMspid()),
                    attributes.gln(),
                    roles(attributes),
                    Sha256.of(certificate.getPublicKey().getEncoded()),
                    Certificates.der(certificate));
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedException(ErrorCode.NOT_A_PARTY, "the caller's identity can't be read", e);
        }
    }

    /** Roles that this version does not know give no rights, and refuse none. */
    private static Set<Role> roles(CertificateAttributes attributes) {
        return Arrays.stream(Role.values())
                .filter(role -> attributes.roles().contains(role.wire()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
