package org.touchmark.network.msp;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Builds the one chain from a certificate to a root, as Fabric asks of Go's crypto/x509 (msp/mspimpl.go,
 * getUniqueValidationChain). Like Fabric, it judges validity at the moment the certificate begins to be valid: whether
 * it has expired since is the caller's question.
 */
final class CertificateChains {
    private static final int MAX_CHAIN_CERTIFICATES = 10;
    private static final int KEY_CERT_SIGN = 5;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0";
    private static final String UNKNOWN_AUTHORITY =
            "the supplied identity is not valid: x509: certificate signed by unknown authority";

    private final List<X509Certificate> roots;
    private final List<X509Certificate> intermediates;
    private final Set<X509Certificate> inner;

    CertificateChains(List<X509Certificate> roots, List<X509Certificate> intermediates)
            throws InvalidIdentityException {
        this.roots = List.copyOf(roots);
        this.intermediates = List.copyOf(intermediates);
        this.inner = innerCertificates();
    }

    /** Certificates that have a CA below them: Fabric accepts members only from the CAs at the tree's end. */
    private Set<X509Certificate> innerCertificates() throws InvalidIdentityException {
        Set<X509Certificate> found = new HashSet<>();
        for (X509Certificate intermediate : intermediates) {
            List<X509Certificate> chain = unique(intermediate);
            found.addAll(chain.subList(1, chain.size()));
        }
        return Set.copyOf(found);
    }

    /** The chain of a member: itself, its issuer, and so on to a root. */
    List<X509Certificate> ofMember(X509Certificate member) throws InvalidIdentityException {
        List<X509Certificate> chain = unique(member);
        if (member.getBasicConstraints() >= 0) {
            throw new InvalidIdentityException("could not obtain certification chain: An X509 certificate with Basic"
                    + " Constraint: Certificate Authority equals true cannot be used as an identity");
        }
        if (chain.size() < 2) {
            throw new InvalidIdentityException("could not obtain certification chain: expected a chain of length at"
                    + " least 2, got " + chain.size());
        }
        if (inner.contains(chain.get(1))) {
            throw new InvalidIdentityException("could not obtain certification chain: invalid validation chain."
                    + " Parent certificate should be a leaf of the certification tree");
        }
        return chain;
    }

    /** The chain of a member or of a CA. */
    List<X509Certificate> unique(X509Certificate certificate) throws InvalidIdentityException {
        Instant at = certificate.getNotBefore().toInstant().plus(Duration.ofSeconds(1));
        List<List<X509Certificate>> chains = new ArrayList<>();
        if (isInForce(certificate, at)) {
            extend(new ArrayList<>(List.of(certificate)), at, chains);
        }
        if (chains.isEmpty()) {
            throw new MalformedIdentityException(UNKNOWN_AUTHORITY);
        }
        if (chains.size() > 1) {
            throw new MalformedIdentityException(
                    "this MSP only supports a single validation chain, got " + chains.size());
        }
        List<X509Certificate> chain = chains.get(0);
        checkExtendedKeyUsage(chain);
        return chain;
    }

    private void extend(List<X509Certificate> path, Instant at, List<List<X509Certificate>> chains) {
        X509Certificate last = path.get(path.size() - 1);
        if (path.size() == 1 && roots.contains(last)) {
            chains.add(List.copyOf(path));
            return;
        }
        if (path.size() >= MAX_CHAIN_CERTIFICATES) {
            return;
        }
        for (X509Certificate root : roots) {
            if (!path.contains(root) && signs(root, last, path.size(), at)) {
                path.add(root);
                chains.add(List.copyOf(path));
                path.remove(path.size() - 1);
            }
        }
        for (X509Certificate intermediate : intermediates) {
            if (!path.contains(intermediate) && signs(intermediate, last, path.size(), at)) {
                path.add(intermediate);
                extend(path, at, chains);
                path.remove(path.size() - 1);
            }
        }
    }

    private static boolean signs(X509Certificate issuer, X509Certificate subject, int below, Instant at) {
        return issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal())
                && keyIdsAgree(issuer, subject)
                && mayCertify(issuer, below)
                && isInForce(issuer, at)
                && signatureHolds(issuer, subject);
    }

    private static boolean keyIdsAgree(X509Certificate issuer, X509Certificate subject) {
        byte[] wanted = CertificateExtensions.authorityKeyId(subject);
        byte[] own = CertificateExtensions.subjectKeyId(issuer);
        return wanted == null || own == null || Arrays.equals(wanted, own);
    }

    /** CA flag, path length (certificates below it without the leaf), and key usage (RFC 5280, 4.2.1.9, 4.2.1.3). */
    private static boolean mayCertify(X509Certificate issuer, int below) {
        boolean[] usage = issuer.getKeyUsage();
        return issuer.getBasicConstraints() >= below - 1 && (usage == null || usage[KEY_CERT_SIGN]);
    }

    private static boolean isInForce(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
    }

    private static boolean signatureHolds(X509Certificate issuer, X509Certificate subject) {
        try {
            subject.verify(issuer.getPublicKey(), BouncyCastle.provider());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Go's verifier asks for server authentication wherever a certificate restricts its uses, and so does Fabric. */
    private static void checkExtendedKeyUsage(List<X509Certificate> chain) throws InvalidIdentityException {
        for (X509Certificate certificate : chain) {
            List<String> uses;
            try {
                uses = certificate.getExtendedKeyUsage();
            } catch (CertificateParsingException e) {
                throw new MalformedIdentityException("the supplied identity is not valid: " + e.getMessage(), e);
            }
            if (uses != null && !uses.contains(SERVER_AUTH) && !uses.contains(ANY_EXTENDED_KEY_USAGE)) {
                throw new MalformedIdentityException(
                        "the supplied identity is not valid: x509: certificate specifies an"
                                + " incompatible key usage");
            }
        }
    }
}
