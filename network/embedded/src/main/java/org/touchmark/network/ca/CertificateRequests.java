package org.touchmark.network.ca;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.msp.BouncyCastle;
import org.touchmark.network.msp.Pem;

/** Judges requests for certificates (lib/serverenroll.go, processSignRequest). */
final class CertificateRequests {
    private static final Map<ASN1ObjectIdentifier, Integer> MAX_CHARACTERS = Map.of(
            BCStyle.CN,
            64,
            BCStyle.SERIALNUMBER,
            64,
            BCStyle.OU,
            64,
            BCStyle.O,
            64,
            BCStyle.C,
            2,
            BCStyle.L,
            128,
            BCStyle.ST,
            128);
    private static final Set<ASN1ObjectIdentifier> KEPT =
            Set.of(BCStyle.C, BCStyle.ST, BCStyle.L, BCStyle.O, BCStyle.SERIALNUMBER);
    private static final int MAX_HOSTS = 64;
    private static final int MAX_HOST_CHARACTERS = 253;

    private CertificateRequests() {}

    /** What is to be signed. */
    record Accepted(
            PublicKey key,
            X500Name subject,
            CertificateTemplate.Use use,
            List<String> hosts,
            Map<String, String> attributes) {}

    static Accepted accept(RegisteredIdentity identity, CaRequests.Enrol request) throws CaException {
        JcaPKCS10CertificationRequest csr = parse(request.csr() == null ? "" : request.csr());
        checkSubject(identity, request, csr);
        Extensions extensions = csr.getRequestedExtensions();
        if (extensions != null) {
            BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
            if (constraints != null && constraints.isCA()) {
                throw CaException.unauthorized();
            }
        }
        return new Accepted(
                key(csr),
                subject(identity, csr),
                use(request),
                hosts(request, extensions),
                attributes(identity, request));
    }

    private static JcaPKCS10CertificationRequest parse(String pem) throws CaException {
        if (!pem.contains("CERTIFICATE REQUEST-----")) {
            throw new CaException(400, CaErrorCode.BAD_CSR, "CSR Decode failed");
        }
        try {
            return new JcaPKCS10CertificationRequest(Pem.firstBlock(pem)).setProvider(BouncyCastle.provider());
        } catch (IOException | IllegalArgumentException e) {
            throw new CaException(400, CaErrorCode.BAD_CSR, "CSR Decode failed");
        }
    }

    private static PublicKey key(JcaPKCS10CertificationRequest csr) throws CaException {
        try {
            PublicKey key = csr.getPublicKey();
            boolean signed = csr.isSignatureValid(new JcaContentVerifierProviderBuilder()
                    .setProvider(BouncyCastle.provider())
                    .build(key));
            if (!signed) {
                throw new CaException(400, CaErrorCode.BAD_CSR, "CSR signature does not hold");
            }
            if (!(key instanceof ECPublicKey)) {
                throw new CaException(
                        400, CaErrorCode.BAD_CSR, "CSR key of algorithm " + key.getAlgorithm() + ": must be ECDSA");
            }
            return key;
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw new CaException(400, CaErrorCode.BAD_CSR, "CSR key can not be read");
        }
    }

    private static void checkSubject(
            RegisteredIdentity identity, CaRequests.Enrol request, JcaPKCS10CertificationRequest csr)
            throws CaException {
        String commonName = "";
        for (AttributeTypeAndValue part : parts(csr.getSubject())) {
            String value = IETFUtils.valueToString(part.getValue());
            if (value.length() > MAX_CHARACTERS.getOrDefault(part.getType(), Integer.MAX_VALUE)) {
                throw new CaException(
                        400,
                        CaErrorCode.CSR_INPUT,
                        "CSR input validation failed: %s of %d characters is too long"
                                .formatted(BCStyle.INSTANCE.oidToDisplayName(part.getType()), value.length()));
            }
            if (part.getType().equals(BCStyle.CN)) {
                commonName = value;
            }
        }
        boolean otherSubject = request.subject() != null
                && !request.subject().path("CN").asText().equals(identity.name());
        if (!commonName.equals(identity.name()) || otherSubject) {
            throw new CaException(
                    403, CaErrorCode.COMMON_NAME, "The CSR subject common name must equal the enrollment ID");
        }
        if (request.subject() != null && !request.subject().path("names").isEmpty()) {
            throw new CaException(
                    400, CaErrorCode.BAD_BODY, "subject.names is not served: name them in the certificate request");
        }
    }

    /** The request's names, but its units: those say what the CA knows of the identity. */
    private static X500Name subject(RegisteredIdentity identity, JcaPKCS10CertificationRequest csr) {
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        for (AttributeTypeAndValue part : parts(csr.getSubject())) {
            if (KEPT.contains(part.getType())) {
                subject.addRDN(part);
            }
        }
        return subject.addRDN(BCStyle.OU, identity.type())
                .addRDN(BCStyle.CN, identity.name())
                .build();
    }

    private static List<AttributeTypeAndValue> parts(X500Name name) {
        List<AttributeTypeAndValue> parts = new ArrayList<>();
        for (RDN rdn : name.getRDNs()) {
            parts.addAll(List.of(rdn.getTypesAndValues()));
        }
        return parts;
    }

    private static CertificateTemplate.Use use(CaRequests.Enrol request) throws CaException {
        String profile = request.profile() == null ? "" : request.profile();
        return switch (profile) {
            case "" -> CertificateTemplate.Use.ENROLMENT;
            case "tls" -> CertificateTemplate.Use.TLS;
            default -> throw new CaException(500, CaErrorCode.UNKNOWN, "Invalid profile: '%.64s'".formatted(profile));
        };
    }

    /** The hosts that the call names, or else those of the certificate request. */
    private static List<String> hosts(CaRequests.Enrol request, @Nullable Extensions extensions) throws CaException {
        List<String> hosts = new ArrayList<>();
        if (request.hosts() != null && !request.hosts().isEmpty()) {
            hosts.addAll(request.hosts());
        } else if (extensions != null) {
            GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
            if (names != null) {
                for (GeneralName name : names.getNames()) {
                    hosts.add(host(name));
                }
            }
        }
        if (hosts.size() > MAX_HOSTS
                || hosts.stream().anyMatch(host -> host.isEmpty() || host.length() > MAX_HOST_CHARACTERS)) {
            throw new CaException(
                    400,
                    CaErrorCode.CSR_INPUT,
                    "CSR input validation failed: at most %d hosts of at most %d characters"
                            .formatted(MAX_HOSTS, MAX_HOST_CHARACTERS));
        }
        return hosts;
    }

    private static String host(GeneralName name) throws CaException {
        try {
            return switch (name.getTagNo()) {
                case GeneralName.dNSName -> IETFUtils.valueToString(name.getName());
                case GeneralName.iPAddress ->
                    InetAddress.getByAddress(
                                    ASN1OctetString.getInstance(name.getName()).getOctets())
                            .getHostAddress();
                default ->
                    throw new CaException(
                            400,
                            CaErrorCode.CSR_INPUT,
                            "CSR input validation failed: alternative names must be DNS names or IP addresses");
            };
        } catch (UnknownHostException e) {
            throw new CaException(400, CaErrorCode.CSR_INPUT, "CSR input validation failed: bad IP address");
        }
    }

    private static Map<String, String> attributes(RegisteredIdentity identity, CaRequests.Enrol request)
            throws CaException {
        Map<String, String> chosen = new TreeMap<>();
        if (request.attributes() == null) {
            identity.attributes().stream()
                    .filter(CaAttribute::inCertificate)
                    .forEach(attribute -> chosen.put(attribute.name(), attribute.value()));
            return chosen;
        }
        Set<String> missing = new TreeSet<>();
        for (CaRequests.AttributeRequest wanted : request.attributes()) {
            identity.attribute(wanted.name()).ifPresentOrElse(value -> chosen.put(wanted.name(), value), () -> {
                if (!wanted.optional()) {
                    missing.add(wanted.name());
                }
            });
        }
        if (!missing.isEmpty()) {
            throw new CaException(
                    500,
                    CaErrorCode.UNKNOWN,
                    "Failed to find requested attributes: The following required attributes are missing: " + missing);
        }
        return chosen;
    }
}
