package org.touchmark.network.material;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ca.CaAttribute;
import org.touchmark.network.ca.CaClient;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.ca.Secret;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.msp.SigningIdentity;

/** Enrols one organisation's identities with its CA, each once: the folder of an identity is made whole or not at all. */
final class Enrolments {
    static final String CERTIFICATE = "cert.pem";
    static final String KEY = "key.pem";
    static final String TLS_CERTIFICATE = "tls-cert.pem";
    static final String TLS_KEY = "tls-key.pem";

    private static final int DUPLICATE_STATUS = 409;
    private static final int MAX_ATTEMPTS = 20;

    private final String mspId;
    private final CaClient client;
    private final Secret registrarSecret;
    private @Nullable SigningIdentity registrar;

    Enrolments(String mspId, URI ca, X509Certificate root, Secret registrarSecret) {
        this.mspId = mspId;
        this.client = new CaClient(ca, mspId, List.of(root));
        this.registrarSecret = registrarSecret;
    }

    /** A member that signs: a person's or a company's identity. */
    SigningIdentity member(Path folder, String id, String type, List<CaAttribute> attributes)
            throws IOException, CaException {
        if (!Files.exists(folder)) {
            Registered registered = register(id, type, attributes);
            SigningIdentity identity = client.enrol(registered.id(), registered.secret());
            DurableFiles.makeFolder(folder, files(identity, CERTIFICATE, KEY));
        }
        return load(folder);
    }

    /** A node: it signs, and serves over TLS under the names of its host. */
    SigningIdentity node(Path folder, String id, String type, List<String> hosts) throws IOException, CaException {
        if (!Files.exists(folder)) {
            Registered registered = register(id, type, List.of());
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.putAll(files(client.enrol(registered.id(), registered.secret()), CERTIFICATE, KEY));
            files.putAll(files(client.enrolTls(registered.id(), registered.secret(), hosts), TLS_CERTIFICATE, TLS_KEY));
            DurableFiles.makeFolder(folder, files);
        }
        return load(folder);
    }

    private SigningIdentity load(Path folder) throws IOException {
        return SigningIdentities.load(mspId, folder.resolve(CERTIFICATE), folder.resolve(KEY));
    }

    static Map<String, byte[]> files(SigningIdentity identity, String certificate, String key) {
        return Map.of(
                certificate,
                Pem.encode(identity.certificate()).getBytes(StandardCharsets.US_ASCII),
                key,
                Pem.encode(identity.privateKey()).getBytes(StandardCharsets.US_ASCII));
    }

    private record Registered(String id, Secret secret) {}

    /**
     * Makes an identity known. Where the CA knows the id already, a start was stopped between this and the folder, and
     * the secret is lost: the next number is taken instead.
     */
    private Registered register(String id, String type, List<CaAttribute> attributes) throws IOException, CaException {
        for (int attempt = 1; ; attempt++) {
            String name = attempt == 1 ? id : id + "-" + attempt;
            try {
                return new Registered(
                        name, client.register(registrar(), new CaClient.Registration(name, type, attributes)));
            } catch (CaException e) {
                if (e.httpStatus() != DUPLICATE_STATUS || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private SigningIdentity registrar() throws IOException, CaException {
        SigningIdentity known = registrar;
        if (known == null) {
            known = client.enrol(Authorities.REGISTRAR, registrarSecret);
            registrar = known;
        }
        return known;
    }
}
