package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.block.BlockZero;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.certificates.CertificateTemplate.Use;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.msp.SigningIdentity;

/**
 * A consortium in memory, with real keys and certificates: three organisations, an orderer organisation, block 0.
 * Every call for an identity makes a new one, except {@link #orderer()}.
 */
public final class TestConsortium {
    public static final String CHANNEL = "touchmark";
    public static final String AURELIA = "AureliaMSP";
    public static final String MERIDIAN = "MeridianMSP";
    public static final String ASSAY = "AssayMSP";
    public static final String ORDERER = "OrdererMSP";
    public static final List<String> MEMBERS = List.of(AURELIA, MERIDIAN, ASSAY);

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Endpoint ORDERER_ENDPOINT = new Endpoint("localhost", 7050);

    private final Instant now = Instant.now();
    private final Map<String, CertificateIssuer> issuers = new LinkedHashMap<>();
    private final Map<String, X509CRL> revocations = new LinkedHashMap<>();
    private final CertificateIssuer tlsIssuer;
    private final SigningIdentity orderer;
    private final X509Certificate ordererTls;

    private TestConsortium() {
        for (String mspId : List.of(AURELIA, MERIDIAN, ASSAY, ORDERER)) {
            issuers.put(mspId, CertificateIssuer.create("ca." + mspId, mspId, now.minus(YEAR), YEAR.multipliedBy(3)));
        }
        this.tlsIssuer = CertificateIssuer.create("tlsca", ORDERER, now.minus(YEAR), YEAR.multipliedBy(3));
        this.orderer = enrol(ORDERER, "orderer0", "orderer");
        this.ordererTls = tlsIssuer.issue(
                KeyPairs.p256().getPublic(),
                new CertificateTemplate(
                        new X500Name("CN=orderer0"),
                        now.minus(CertificateIssuer.BACKDATING),
                        now.plus(YEAR),
                        Use.TLS,
                        List.of("localhost", "127.0.0.1"),
                        ByteString.EMPTY));
    }

    public static TestConsortium create() {
        return new TestConsortium();
    }

    public String channel() {
        return CHANNEL;
    }

    /** Block 0 as of now: it holds the revocations made so far. */
    public Block blockZero() {
        return BlockZero.of(profile());
    }

    /** As {@link #blockZero()}, with other limits on a block. */
    public Block blockZero(ChannelProfile.BatchLimits batch) {
        ChannelProfile profile = profile();
        return BlockZero.of(new ChannelProfile(
                profile.channelId(),
                profile.members(),
                profile.orderers(),
                profile.consensus(),
                batch,
                profile.createdAt()));
    }

    public ChannelConfig config() {
        return ChannelConfigs.of(blockZero());
    }

    public ChannelProfile profile() {
        List<ChannelProfile.Member> members = new ArrayList<>();
        for (String mspId : MEMBERS) {
            members.add(new ChannelProfile.Member(msp(mspId), List.of()));
        }
        return new ChannelProfile(
                CHANNEL,
                members,
                List.of(new ChannelProfile.OrdererMember(msp(ORDERER), List.of(ORDERER_ENDPOINT))),
                new Consensus.Raft(List.of(new Consensus.RaftConsenter(ORDERER_ENDPOINT, ordererTls, ordererTls))),
                new ChannelProfile.BatchLimits(500, 10 * 1024 * 1024, 2 * 1024 * 1024, Duration.ofMillis(100)),
                now);
    }

    public MspDefinition msp(String mspId) {
        X509CRL revoked = revocations.get(mspId);
        return new MspDefinition(
                mspId,
                List.of(issuer(mspId).certificate()),
                List.of(tlsIssuer.certificate()),
                revoked == null ? List.of() : List.of(revoked));
    }

    public CertificateIssuer issuer(String mspId) {
        return issuers.get(mspId);
    }

    public SigningIdentity peer(String mspId) {
        return enrol(mspId, "peer0", "peer");
    }

    public SigningIdentity client(String mspId) {
        return enrol(mspId, "client", "client");
    }

    public SigningIdentity admin(String mspId) {
        return enrol(mspId, "admin", "admin");
    }

    /** The one orderer. */
    public SigningIdentity orderer() {
        return orderer;
    }

    /** A client that says it is Aurelia's, with a certificate of a CA that nobody knows. */
    public SigningIdentity stranger() {
        CertificateIssuer unknown = CertificateIssuer.create("ca." + AURELIA, AURELIA, now, YEAR);
        return enrol(unknown, AURELIA, "stranger", "client", now.plus(YEAR));
    }

    /** A client whose certificate ended a day ago. */
    public SigningIdentity expiredClient(String mspId) {
        return enrol(issuer(mspId), mspId, "expired", "client", now.minus(Duration.ofDays(1)));
    }

    /** A client whose certificate is revoked in every block 0 made after this call. */
    public SigningIdentity revokedClient(String mspId) {
        SigningIdentity client = client(mspId);
        BigInteger serial = client.certificate().getSerialNumber();
        revocations.put(mspId, issuer(mspId).revocationList(Map.of(serial, now), now, now.plus(YEAR)));
        return client;
    }

    /** A member with the organisational units given. */
    public SigningIdentity enrol(String mspId, String name, String... units) {
        return enrol(issuer(mspId), mspId, name, String.join("+OU=", units), now.plus(YEAR));
    }

    private SigningIdentity enrol(CertificateIssuer issuer, String mspId, String name, String units, Instant notAfter) {
        KeyPair keys = KeyPairs.p256();
        X500Name subject = new X500Name("CN=%s.%s%s".formatted(name, mspId, units.isEmpty() ? "" : ",OU=" + units));
        X509Certificate certificate = issuer.issue(
                keys.getPublic(),
                new CertificateTemplate(
                        subject, notAfter.minus(YEAR), notAfter, Use.ENROLMENT, List.of(), ByteString.EMPTY));
        return SigningIdentities.of(mspId, certificate, keys.getPrivate());
    }
}
