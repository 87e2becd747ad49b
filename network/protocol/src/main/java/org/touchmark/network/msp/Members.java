package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.wire.Messages;

/**
 * The members of a channel: reads serialized identities and remembers what it found, good or bad, since every
 * transaction carries the same few (msp/mspmgrimpl.go, msp/cache).
 */
final class Members {
    private static final int MAX_REMEMBERED = 4096;
    private static final int MAX_IDENTITY_BYTES = 64 * 1024;

    private final Map<String, Msp> msps;
    private final BoundedCache<ByteString, Verdict> verdicts = new BoundedCache<>(MAX_REMEMBERED);
    private final BoundedCache<X509Certificate, ECPublicKeyParameters> keys = new BoundedCache<>(MAX_REMEMBERED);

    Members(Map<String, Msp> msps) {
        this.msps = Map.copyOf(msps);
    }

    /** What is known of the identity, without the clock. */
    Msp.Member find(ByteString serialized) throws InvalidIdentityException {
        Verdict verdict = verdict(serialized);
        if (verdict.member != null) {
            return verdict.member;
        }
        throw verdict.malformed
                ? new MalformedIdentityException(verdict.refusal)
                : new InvalidIdentityException(verdict.refusal);
    }

    /** As {@link #find}, for where an identity that the channel does not know counts for nothing. */
    Msp.@Nullable Member findOrNull(ByteString serialized) {
        return verdict(serialized).member;
    }

    private Verdict verdict(ByteString serialized) {
        Verdict known = verdicts.get(serialized);
        if (known != null) {
            return known;
        }
        Verdict verdict = judge(serialized);
        if (serialized.size() <= MAX_IDENTITY_BYTES) {
            verdicts.put(serialized, verdict);
        }
        return verdict;
    }

    boolean verifies(Identity identity, byte[] message, byte[] signature) {
        ECPublicKeyParameters key = keys.get(identity.certificate());
        if (key == null) {
            key = Ecdsa.parameters(identity.certificate().getPublicKey());
            keys.put(identity.certificate(), key);
        }
        return Ecdsa.verifies(key, message, signature);
    }

    private Verdict judge(ByteString serialized) {
        if (serialized.size() > MAX_IDENTITY_BYTES) {
            return Verdict.malformed(
                    "identity of %d bytes: the limit is %d".formatted(serialized.size(), MAX_IDENTITY_BYTES));
        }
        try {
            SerializedIdentity identity = Messages.parse(SerializedIdentity.parser(), serialized);
            Msp msp = msps.get(identity.getMspid());
            if (msp == null) {
                return Verdict.malformed("MSP " + identity.getMspid() + " is not defined on channel");
            }
            X509Certificate certificate = Pem.certificate(identity.getIdBytes().toStringUtf8());
            Ecdsa.parameters(certificate.getPublicKey());
            return new Verdict(msp.judge(certificate), false, "");
        } catch (InvalidProtocolBufferException e) {
            return Verdict.malformed("could not deserialize a SerializedIdentity: " + e.getMessage());
        } catch (MalformedIdentityException | IllegalArgumentException e) {
            return Verdict.malformed(String.valueOf(e.getMessage()));
        } catch (InvalidIdentityException e) {
            return new Verdict(null, false, String.valueOf(e.getMessage()));
        }
    }

    private record Verdict(Msp.@Nullable Member member, boolean malformed, String refusal) {
        static Verdict malformed(String why) {
            return new Verdict(null, true, why);
        }
    }
}
