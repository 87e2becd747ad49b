package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;

/**
 * One organisation's membership: whose certificates it accepts and what roles they have (msp/mspimplsetup.go,
 * msp/mspimplvalidate.go, as of capability V2_0).
 */
final class Msp {
    private final String id;
    private final CertificateChains chains;
    private final Set<X509Certificate> admins;
    private final List<X509CRL> revocations;
    private final boolean enforcesNodeOus;
    private final Map<NodeRole, OrganisationalUnit> nodeOus = new EnumMap<>(NodeRole.class);
    private final List<OrganisationalUnit> acceptedUnits = new ArrayList<>();

    /** @throws IllegalArgumentException if the definition is one that Fabric refuses; the message is Fabric's */
    Msp(FabricMSPConfig config) {
        this.id = config.getName();
        if (config.getRootCertsCount() == 0) {
            throw new IllegalArgumentException("MSP " + id + ": expected at least one CA certificate");
        }
        List<X509Certificate> roots = certificates(config.getRootCertsList());
        List<X509Certificate> intermediates = certificates(config.getIntermediateCertsList());
        roots.forEach(this::requireAuthority);
        intermediates.forEach(this::requireAuthority);
        this.revocations = config.getRevocationListList().stream()
                .map(bytes -> Pem.crl(bytes.toByteArray()))
                .toList();
        this.admins = Set.copyOf(certificates(config.getAdminsList()));
        try {
            this.chains = new CertificateChains(roots, intermediates);
            this.enforcesNodeOus = readNodeOus(config);
            for (FabricOUIdentifier unit : config.getOrganizationalUnitIdentifiersList()) {
                acceptedUnits.add(configuredUnit(unit));
            }
        } catch (InvalidIdentityException e) {
            throw new IllegalArgumentException("MSP " + id + ": " + e.getMessage(), e);
        }
        if (admins.isEmpty() && (!enforcesNodeOus || !nodeOus.containsKey(NodeRole.ADMIN))) {
            throw new IllegalArgumentException(
                    "MSP " + id + ": administrators must be declared when no admin ou classification is set");
        }
    }

    String id() {
        return id;
    }

    /** Judges a certificate without the clock: expiry is the caller's question, as in Fabric. */
    Member judge(X509Certificate certificate) throws InvalidIdentityException {
        List<X509Certificate> chain = chains.ofMember(certificate);
        checkRevocation(certificate, chain.get(1));
        List<OrganisationalUnit> units = units(certificate, chain);
        EnumSet<NodeRole> roles = EnumSet.of(NodeRole.MEMBER);
        roles.addAll(nodeRoles(units));
        if (admins.contains(certificate)) {
            roles.add(NodeRole.ADMIN);
        }
        return new Member(new Identity(id, certificate, roles), units, new Signer(id, fingerprint(certificate)));
    }

    /**
     * An identity with what policies ask of it.
     *
     * @param units the certificate's organisational units
     * @param signer what makes two signatures one person's
     */
    record Member(Identity identity, List<OrganisationalUnit> units, Signer signer) {
        Member {
            units = List.copyOf(units);
        }
    }

    /**
     * Who signed.
     *
     * @param fingerprint the hash of what the CA signed, so that one certificate in two encodings counts once
     */
    record Signer(String mspId, ByteString fingerprint) {}

    private static ByteString fingerprint(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(certificate.getTBSCertificate()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has no SHA-256", e);
        }
    }

    private List<X509Certificate> certificates(List<ByteString> pems) {
        return pems.stream().map(pem -> Pem.certificate(pem.toStringUtf8())).toList();
    }

    private void requireAuthority(X509Certificate certificate) {
        String serial = certificate.getSerialNumber().toString(16);
        if (certificate.getBasicConstraints() < 0) {
            throw new IllegalArgumentException(
                    "MSP " + id + ": CA Certificate did not have the CA attribute, (SN: " + serial + ")");
        }
        if (CertificateExtensions.subjectKeyId(certificate) == null) {
            throw new IllegalArgumentException("MSP " + id + ": CA Certificate problem with Subject Key Identifier"
                    + " extension, (SN: " + serial + "): subjectKeyIdentifier not found in certificate");
        }
    }

    private boolean readNodeOus(FabricMSPConfig config) throws InvalidIdentityException {
        if (!config.hasFabricNodeOus()) {
            return false;
        }
        FabricNodeOUs ous = config.getFabricNodeOus();
        if (ous.hasClientOuIdentifier()) {
            nodeOus.put(NodeRole.CLIENT, configuredUnit(ous.getClientOuIdentifier()));
        }
        if (ous.hasPeerOuIdentifier()) {
            nodeOus.put(NodeRole.PEER, configuredUnit(ous.getPeerOuIdentifier()));
        }
        if (ous.hasAdminOuIdentifier()) {
            nodeOus.put(NodeRole.ADMIN, configuredUnit(ous.getAdminOuIdentifier()));
        }
        if (ous.hasOrdererOuIdentifier()) {
            nodeOus.put(NodeRole.ORDERER, configuredUnit(ous.getOrdererOuIdentifier()));
        }
        return ous.getEnable() && !nodeOus.isEmpty();
    }

    private OrganisationalUnit configuredUnit(FabricOUIdentifier unit) throws InvalidIdentityException {
        if (unit.getCertificate().isEmpty()) {
            return new OrganisationalUnit(unit.getOrganizationalUnitIdentifier(), ByteString.EMPTY);
        }
        X509Certificate certifier = Pem.certificate(unit.getCertificate().toStringUtf8());
        return new OrganisationalUnit(unit.getOrganizationalUnitIdentifier(), certifiersId(chains.unique(certifier)));
    }

    private List<OrganisationalUnit> units(X509Certificate certificate, List<X509Certificate> chain) {
        ByteString certifiers = certifiersId(chain.subList(1, chain.size()));
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        List<OrganisationalUnit> units = new ArrayList<>();
        for (RDN rdn : subject.getRDNs(BCStyle.OU)) {
            Arrays.stream(rdn.getTypesAndValues())
                    .filter(part -> part.getType().equals(BCStyle.OU))
                    .map(part -> new OrganisationalUnit(IETFUtils.valueToString(part.getValue()), certifiers))
                    .forEach(units::add);
        }
        return units;
    }

    private static ByteString certifiersId(List<X509Certificate> chain) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (X509Certificate certificate : chain) {
                digest.update(certificate.getEncoded());
            }
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has no SHA-256", e);
        }
    }

    /** A CRL counts where the certificate's issuer signed it; its times are ignored (validateCertAgainstChain). */
    private void checkRevocation(X509Certificate certificate, X509Certificate issuer) throws InvalidIdentityException {
        byte[] issuerKeyId = CertificateExtensions.subjectKeyId(issuer);
        for (X509CRL crl : revocations) {
            if (Arrays.equals(CertificateExtensions.authorityKeyId(crl), issuerKeyId)
                    && crl.getRevokedCertificate(certificate.getSerialNumber()) != null
                    && signedBy(crl, issuer)) {
                throw new InvalidIdentityException("could not validate identity against certification chain: The"
                        + " certificate has been revoked");
            }
        }
    }

    private static boolean signedBy(X509CRL crl, X509Certificate issuer) {
        try {
            crl.verify(issuer.getPublicKey(), BouncyCastle.provider());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Set<NodeRole> nodeRoles(List<OrganisationalUnit> units) throws InvalidIdentityException {
        String names = units.stream().map(OrganisationalUnit::name).toList().toString();
        if (!acceptedUnits.isEmpty()
                && units.stream().noneMatch(held -> acceptedUnits.stream().anyMatch(unit -> unit.admits(held)))) {
            throw invalidUnits("none of the identity's organizational units %s are in MSP %s".formatted(names, id));
        }
        EnumSet<NodeRole> roles = EnumSet.noneOf(NodeRole.class);
        if (!enforcesNodeOus) {
            return roles;
        }
        int classified = 0;
        for (OrganisationalUnit held : units) {
            for (Map.Entry<NodeRole, OrganisationalUnit> node : nodeOus.entrySet()) {
                if (node.getValue().name().equals(held.name())) {
                    if (!node.getValue().admits(held)) {
                        throw invalidUnits("certifiersIdentifier does not match: %s, MSP: [%s]".formatted(names, id));
                    }
                    roles.add(node.getKey());
                    classified++;
                }
            }
        }
        if (classified == 0) {
            throw invalidUnits(("the identity does not have an OU that resolves to client, peer, orderer, or admin"
                            + " role. OUs: %s, MSP: [%s]")
                    .formatted(names, id));
        }
        if (classified > 1) {
            throw invalidUnits(("the identity must have a client, a peer, an orderer, or an admin OU role to be valid,"
                            + " not a combination of them. OUs: %s, MSP: [%s]")
                    .formatted(names, id));
        }
        return roles;
    }

    private static InvalidIdentityException invalidUnits(String message) {
        return new InvalidIdentityException("could not validate identity's OUs: " + message);
    }
}
