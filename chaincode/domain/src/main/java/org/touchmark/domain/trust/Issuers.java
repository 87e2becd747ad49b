package org.touchmark.domain.trust;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * Finds the organisations whose roots vouch for certificates, and remembers the chains that it has checked: whether a root
 * issued a certificate never changes, only the dates are looked at each time. Safe for many threads.
 */
public final class Issuers {
    private static final int REMEMBERED = 1_000;

    private final PinnedRoots roots;
    private final RecentlyUsed<Bytes, Chain> checked = new RecentlyUsed<>(REMEMBERED);

    private Issuers(PinnedRoots roots) {
        this.roots = roots;
    }

    /** The issuers among these roots. */
    public static Issuers of(PinnedRoots roots) {
        return new Issuers(roots);
    }

    /**
     * The organisation that vouches for a claimant at an instant.
     *
     * @throws RefusedException CERTIFICATE_UNTRUSTED if none does
     */
    public PinnedOrganisation require(Claimant claimant, Instant at) {
        Bytes der = Certificates.der(claimant.certificate());
        return checked.get(der)
                .filter(chain -> chain.isGoodAt(at))
                .or(() -> chain(claimant.certificate(), at).map(chain -> checked.put(der, chain)))
                .map(Chain::organisation)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.CERTIFICATE_UNTRUSTED,
                        "signature of GLN " + claimant.gln()
                                + ": no pinned organisation issued its certificate for signatures at " + at));
    }

    /** Every root of every organisation is tried, since a certificate does not say its MSP. */
    private Optional<Chain> chain(X509Certificate certificate, Instant at) {
        for (PinnedOrganisation organisation : roots.organisations()) {
            for (X509Certificate root : organisation.roots()) {
                if (CertificateChain.leads(certificate, root, at)) {
                    return Optional.of(new Chain(certificate, root, organisation));
                }
            }
        }
        return Optional.empty();
    }

    /** A certificate whose issuer's signature and form were found good. */
    private record Chain(X509Certificate certificate, X509Certificate root, PinnedOrganisation organisation) {
        boolean isGoodAt(Instant at) {
            try {
                certificate.checkValidity(Date.from(at));
                root.checkValidity(Date.from(at));
                return true;
            } catch (CertificateException e) {
                return false;
            }
        }
    }
}
