package org.touchmark.gateway.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Role;
import org.touchmark.network.ca.CaAttribute;
import org.touchmark.network.ca.CaClient;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.ca.Secret;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;

/** A network's certificate authorities, asked as their operators ask them. */
final class NetworkAuthorities {
    private final Path folder;
    private final JsonNode organisations;
    private final Map<String, Authority> authorities = new ConcurrentHashMap<>();
    private final AtomicInteger enrolled = new AtomicInteger();

    /** One organisation's, with its registrar. */
    private record Authority(CaClient client, SigningIdentity registrar) {}

    NetworkAuthorities(Path connectionProfile) throws IOException {
        this.folder = connectionProfile.toAbsolutePath().getParent();
        this.organisations =
                new ObjectMapper().readTree(connectionProfile.toFile()).path("organisations");
    }

    /** Registers and enrols somebody new; the authority's certificate carries the GLN and the roles. */
    TestParty enrol(String msp, String name, String gln, List<Role> roles, String... prefixes) {
        Authority authority = authorities.computeIfAbsent(msp, this::open);
        String id = name + "-" + enrolled.incrementAndGet();
        String roleNames = roles.stream().map(Role::wire).collect(Collectors.joining(","));
        try {
            Secret secret = authority.client.register(
                    authority.registrar,
                    new CaClient.Registration(
                            id,
                            "client",
                            List.of(
                                    new CaAttribute("touchmark.gln", gln, true),
                                    new CaAttribute("touchmark.role", roleNames, true))));
            SigningIdentity identity = authority.client.enrol(id, secret);
            return new TestParty(
                    name,
                    new MspId(msp),
                    new Gln(gln),
                    roles,
                    Arrays.stream(prefixes).map(CompanyPrefix::new).toList(),
                    new KeyPair(identity.certificate().getPublicKey(), identity.privateKey()),
                    identity.certificate());
        } catch (IOException | CaException e) {
            throw new IllegalStateException("the authority of " + msp + " does not enrol " + name, e);
        }
    }

    private Authority open(String msp) {
        JsonNode ca = StreamSupport.stream(organisations.spliterator(), false)
                .filter(organisation -> organisation.path("msp").asText().equals(msp))
                .findFirst()
                .orElseThrow()
                .path("ca");
        try {
            CaClient client = new CaClient(
                    URI.create(ca.path("url").asText()),
                    msp,
                    Pem.certificates(
                            Files.readString(folder.resolve(ca.path("tlsRoot").asText()))));
            Secret secret = new MaterialFolder(folder)
                    .authorities()
                    .registrarSecret(ca.path("name").asText());
            return new Authority(client, client.enrol("registrar", secret));
        } catch (IOException | CaException e) {
            throw new IllegalStateException("the authority of " + msp + " does not answer its registrar", e);
        }
    }
}
