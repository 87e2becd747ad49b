package org.touchmark.network.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.msp.Pem;

/**
 * An organisation's certificate authority with durable books: the rules of Fabric CA (lib/serverenroll.go,
 * lib/serverregister.go, lib/serverrevoke.go) without its affiliations below the root, its LDAP and its Idemix. Safe
 * for many threads.
 */
public final class CertificateAuthority implements AutoCloseable {
    /** The file of its books. */
    public static final String DATABASE = "ca.db";

    private static final int MAX_FAILED_LOGINS = 10;
    private static final int UNLIMITED = -1;
    private static final Duration CRL_VALIDITY = Duration.ofHours(24);

    private final CaSettings settings;
    private final CaStore store;
    private final CertificateIssuer issuer;
    private final Clock clock;
    private final String keyId;
    private volatile Consumer<X509CRL> revocationListener = list -> {};

    private CertificateAuthority(CaSettings settings, CaStore store, CertificateIssuer issuer, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.issuer = issuer;
        this.clock = clock;
        this.keyId = keyId(issuer.certificate());
    }

    /**
     * Opens the books in the folder, or begins them: a new root, and a registrar with every right.
     *
     * @param registrar the name and secret of the registrar, used only when the books begin
     */
    public static CertificateAuthority open(Path folder, CaSettings settings, Registrar registrar) throws IOException {
        return open(folder, settings, registrar, Clock.systemUTC());
    }

    static CertificateAuthority open(Path folder, CaSettings settings, Registrar registrar, Clock clock)
            throws IOException {
        CaStore store = new CaStore(folder.resolve(DATABASE));
        Optional<CertificateIssuer> known = store.issuer();
        CertificateIssuer issuer = known.orElseGet(() -> {
            CertificateIssuer fresh = CertificateIssuer.create(
                    settings.name(), settings.organisation(), clock.instant(), settings.authorityValidity());
            store.saveIssuer(fresh);
            return fresh;
        });
        if (store.identity(registrar.name()).isEmpty()) {
            store.add(new RegisteredIdentity(
                    registrar.name(),
                    "client",
                    RegistrationRules.REGISTRAR_ATTRIBUTES,
                    SecretHash.of(registrar.secret()),
                    UNLIMITED,
                    0,
                    0,
                    false));
        }
        return new CertificateAuthority(settings, store, issuer, clock);
    }

    /** Who registers others. */
    public record Registrar(String name, Secret secret) {}

    public String name() {
        return settings.name();
    }

    /** The root certificate. */
    public X509Certificate certificate() {
        return issuer.certificate();
    }

    /** Tells the listener the list of all revoked certificates, now and after each revocation, before its caller. */
    public void publishRevocations(Consumer<X509CRL> listener) {
        revocationListener = listener;
        publish();
    }

    /** One at a time, so that a list never follows a longer one. */
    private synchronized void publish() {
        revocationListener.accept(revocationList(CrlFilter.ALL));
    }

    /** Signs a certificate for the CA's own server, with no entry in the books. */
    CertificateIssuer issuer() {
        return issuer;
    }

    /** Checks name and secret as lib/server/user/user.go does. */
    RegisteredIdentity logIn(String name, String secret) throws CaException {
        RegisteredIdentity identity = store.identity(name).orElseThrow(CaException::unauthenticated);
        if (identity.failedLogins() >= MAX_FAILED_LOGINS) {
            throw new CaException(
                    401,
                    CaErrorCode.PASSWORD_ATTEMPTS,
                    "Incorrect password entered %d times, max incorrect password limit of %d reached"
                            .formatted(identity.failedLogins(), MAX_FAILED_LOGINS));
        }
        if (!SecretHash.matches(identity.secretHash(), secret)) {
            store.recordFailedLogin(name);
            throw CaException.unauthenticated();
        }
        if (identity.revoked()
                || (identity.maxEnrolments() != UNLIMITED && identity.enrolments() >= identity.maxEnrolments())) {
            throw CaException.unauthenticated();
        }
        store.recordLogin(name);
        return identity;
    }

    /** Checks a certificate that this CA issued, and finds its holder. */
    RegisteredIdentity holder(X509Certificate certificate) throws CaException {
        Instant now = clock.instant();
        IssuedCertificate booked =
                store.certificate(certificate.getSerialNumber()).orElseThrow(CaException::unauthenticated);
        if (!Certificates.isSignedBy(certificate, issuer.certificate())
                || now.isBefore(certificate.getNotBefore().toInstant())
                || now.isAfter(certificate.getNotAfter().toInstant())
                || booked.revokedAt() != null) {
            throw CaException.unauthenticated();
        }
        return store.identity(booked.holder()).orElseThrow(CaException::unauthenticated);
    }

    /** Issues a certificate to an identity that came with its secret. */
    X509Certificate enrol(RegisteredIdentity identity, CaRequests.Enrol request) throws CaException {
        X509Certificate certificate = sign(identity, request);
        if (!store.addEnrolment(booking(identity, certificate), Pem.encode(certificate))) {
            throw CaException.unauthenticated();
        }
        return certificate;
    }

    /** Issues a certificate to an identity that came with another. */
    X509Certificate reenrol(RegisteredIdentity identity, CaRequests.Enrol request) throws CaException {
        X509Certificate certificate = sign(identity, request);
        store.addCertificate(booking(identity, certificate), Pem.encode(certificate));
        return certificate;
    }

    private X509Certificate sign(RegisteredIdentity identity, CaRequests.Enrol request) throws CaException {
        CertificateRequests.Accepted accepted = CertificateRequests.accept(identity, request);
        Instant now = clock.instant();
        return issuer.issue(
                accepted.key(),
                new CertificateTemplate(
                        accepted.subject(),
                        now.minus(CertificateIssuer.BACKDATING),
                        now.plus(settings.certificateValidity()),
                        accepted.use(),
                        accepted.hosts(),
                        AttributesExtension.of(accepted.attributes())));
    }

    private static IssuedCertificate booking(RegisteredIdentity identity, X509Certificate certificate) {
        return new IssuedCertificate(
                certificate.getSerialNumber(),
                identity.name(),
                certificate.getNotAfter().toInstant(),
                null);
    }

    /** Makes an identity known; the secret is the one asked for, or a new one. */
    Secret register(RegisteredIdentity registrar, CaRequests.Register request) throws CaException {
        RegisteredIdentity identity = RegistrationRules.check(registrar, request);
        Secret secret = request.secret() == null || request.secret().isEmpty()
                ? Secret.random()
                : RegistrationRules.chosenSecret(request.secret());
        RegisteredIdentity hashed = new RegisteredIdentity(
                identity.name(),
                identity.type(),
                identity.attributes(),
                SecretHash.of(secret),
                identity.maxEnrolments(),
                0,
                0,
                false);
        if (!store.add(hashed)) {
            throw new CaException(
                    409, CaErrorCode.DUPLICATE_IDENTITY, "Identity '" + identity.name() + "' is already registered");
        }
        return secret;
    }

    /** Revokes one certificate or an identity; the serial numbers of the certificates that were good until now. */
    List<BigInteger> revoke(RegisteredIdentity caller, CaRequests.Revoke request) throws CaException {
        String reason =
                request.reason() == null ? "unspecified" : request.reason().toLowerCase(Locale.ROOT);
        String id = text(request.id());
        if (!text(request.serial()).isEmpty() && !text(request.aki()).isEmpty()) {
            return List.of(revokeOne(caller, request, reason));
        }
        if (id.isEmpty()) {
            throw new CaException(
                    400,
                    CaErrorCode.MISSING_REVOKE_ARGUMENTS,
                    "Either Name or Serial and AKI are required for a revoke request");
        }
        RegistrationRules.checkMayRevoke(caller, id);
        if (store.identity(id).isEmpty()) {
            throw new CaException(404, CaErrorCode.IDENTITY_TO_REVOKE_NOT_FOUND, "Identity " + id + " was not found");
        }
        List<BigInteger> revoked = store.revokeIdentity(id, reason, clock.instant());
        publish();
        return revoked;
    }

    private BigInteger revokeOne(RegisteredIdentity caller, CaRequests.Revoke request, String reason)
            throws CaException {
        String named = "Certificate with serial %.64s and AKI %.64s".formatted(request.serial(), request.aki());
        IssuedCertificate certificate = hex(text(request.serial()))
                .filter(serial -> normal(text(request.aki())).equals(keyId))
                .flatMap(store::certificate)
                .orElseThrow(() ->
                        new CaException(404, CaErrorCode.CERTIFICATE_TO_REVOKE_NOT_FOUND, named + " was not found"));
        RegistrationRules.checkMayRevoke(caller, certificate.holder());
        String id = text(request.id());
        if (!id.isEmpty() && !id.equals(certificate.holder())) {
            throw new CaException(400, CaErrorCode.CERTIFICATE_OF_ANOTHER, named + " is not owned by " + id);
        }
        if (!store.revoke(certificate.serial(), reason, clock.instant())) {
            throw new CaException(404, CaErrorCode.ALREADY_REVOKED, named + " was already revoked");
        }
        publish();
        return certificate.serial();
    }

    /** The list of revoked certificates, for a caller who may have it made. */
    X509CRL revocationList(RegisteredIdentity caller, CaRequests.GenerateCrl request) throws CaException {
        if (!caller.hasRight("hf.GenCRL")) {
            throw CaException.unauthorized();
        }
        return revocationList(CrlFilter.of(request));
    }

    /** The list of revoked certificates within the bounds. */
    X509CRL revocationList(CrlFilter filter) {
        Instant now = clock.instant();
        Map<BigInteger, Instant> revoked = new TreeMap<>();
        for (IssuedCertificate certificate : store.revokedCertificates()) {
            Instant at = certificate.revokedAt();
            if (at != null && filter.includes(at, certificate.notAfter())) {
                revoked.put(certificate.serial(), at);
            }
        }
        return issuer.revocationList(revoked, now, now.plus(CRL_VALIDITY));
    }

    /** The identities that a registrar may register, by name. */
    List<RegisteredIdentity> identities(RegisteredIdentity registrar) throws CaException {
        RegistrationRules.requireRegistrar(registrar);
        return store.identities().stream()
                .filter(identity -> RegistrationRules.mayRegister(registrar, identity.type()))
                .toList();
    }

    /** The certificates of those identities, by holder and serial number. */
    List<BookedCertificate> certificates(RegisteredIdentity registrar) throws CaException {
        Set<String> names =
                identities(registrar).stream().map(RegisteredIdentity::name).collect(Collectors.toSet());
        return store.certificates().stream()
                .filter(certificate -> names.contains(certificate.issued().holder()))
                .toList();
    }

    /** The issuer's key identifier in the form that Fabric CA keeps: hexadecimal, no leading zeros. */
    String keyId() {
        return keyId;
    }

    private static String keyId(X509Certificate certificate) {
        try {
            byte[] id = SubjectKeyIdentifier.fromExtensions(new JcaX509CertificateHolder(certificate).getExtensions())
                    .getKeyIdentifier();
            return normal(HexFormat.of().formatHex(id));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a root certificate that has no encoding", e);
        }
    }

    private static String normal(String hex) {
        return hex.toLowerCase(Locale.ROOT).replace(":", "").replaceFirst("^0+", "");
    }

    private static Optional<BigInteger> hex(String text) {
        String digits = normal(text);
        return digits.matches("[0-9a-f]{1,64}") ? Optional.of(new BigInteger(digits, 16)) : Optional.empty();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        store.close();
    }
}
