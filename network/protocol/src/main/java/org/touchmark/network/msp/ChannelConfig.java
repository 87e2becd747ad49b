package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a channel's configuration says: its members, its policies, its block sizes. Immutable; a configuration
 * transaction makes a new one.
 */
public interface ChannelConfig {
    String channelId();

    /** The MSP ids of the application organisations, in order. */
    List<String> applicationMsps();

    /**
     * The identities ({@code msp.SerializedIdentity}) of the orderers that sign blocks by their number: those of a BFT
     * channel. Empty for Raft, whose orderers sign by certificate.
     */
    Map<Integer, ByteString> consenters();

    /** The MSP ids of all organisations that the channel knows, orderer organisations too. */
    Set<String> msps();

    /**
     * Reads and judges an identity that calls now: certificate chain, validity now, NodeOU, revocation by the
     * configuration and by the {@link Revocations} of today.
     *
     * @param serializedIdentity the bytes of {@code msp.SerializedIdentity}
     * @throws InvalidIdentityException if the channel does not accept it
     */
    Identity identify(byte[] serializedIdentity) throws InvalidIdentityException;

    /**
     * As {@link #identify}, but by the configuration alone, without the clock: what commit does, which accepts a
     * certificate that has expired since it signed.
     */
    Identity identifyIgnoringExpiry(byte[] serializedIdentity) throws InvalidIdentityException;

    /** Whether the signature is the identity's own over the message, with a low S. Never throws on malformed input. */
    boolean verifies(Identity identity, byte[] message, byte[] signature);

    /**
     * Evaluates a policy of the configuration over signatures, as common/policies does: duplicate signers count once,
     * a signature that does not verify counts for nothing.
     *
     * @param path absolute, such as {@code /Channel/Application/Writers}
     * @throws IllegalArgumentException if the configuration has no policy at that path
     */
    boolean satisfies(String path, List<SignedData> signatures);

    /**
     * Whether a caller may do now what a policy guards: he satisfies it, and is not among the {@link Revocations} of
     * today. {@link #satisfies} alone is for blocks.
     *
     * @throws IllegalArgumentException if the configuration has no policy at that path
     */
    boolean admits(String path, SignedData caller);

    /** Evaluates an encoded {@code common.ApplicationPolicy} (a chaincode's validation parameter) over signatures. */
    boolean satisfiesApplicationPolicy(byte[] applicationPolicy, List<SignedData> signatures);

    int maxMessageCount();

    int absoluteMaxBytes();

    int preferredMaxBytes();

    Duration batchTimeout();
}
