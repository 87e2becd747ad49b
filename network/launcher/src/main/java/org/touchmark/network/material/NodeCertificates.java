package org.touchmark.network.material;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.touchmark.network.ca.CaClient;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.ca.Secret;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.topology.Topology;

/**
 * The certificates of the nodes in a network's folder, gained and renewed at their organisation's authority, wherever
 * that is. A node has two: it signs with one and serves over TLS with the other.
 */
public final class NodeCertificates {
    /** Where a node's certificates go when others take their place. */
    private static final String FORMER = "former";

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final Path folder;

    /** Those of the network in that folder. */
    public NodeCertificates(Path folder) {
        this.folder = folder;
    }

    /**
     * Enrols a node that its organisation's authority has registered.
     *
     * @param host what others call its machine
     * @throws IOException if it has an identity here already, or the authority can not be called
     */
    public void enrol(Consortium.Organisation organisation, String node, String host, Secret secret)
            throws IOException, CaException {
        Path own = own(node);
        if (Files.exists(own)) {
            throw new IOException(node + " has an identity in " + own + " already; network/node renew renews it.");
        }
        CaClient client = client(organisation);
        List<String> hosts = new Topology.Listener(node, host, 0).certifiedHosts();
        DurableFiles.makeFolder(own, files(client.enrol(node, secret), client.enrolTls(node, secret, hosts)));
    }

    /**
     * Gives a node new keys and new certificates, under the hosts of the old. The node takes them at its next start;
     * an orderer is refused by the others until the channel's configuration has them. The former ones are kept.
     */
    public SigningIdentity renew(String node) throws IOException, CaException {
        MaterialFolder material = new MaterialFolder(folder);
        Consortium.Organisation organisation = organisationOf(material.consortium(), node);
        Path own = own(node);
        SigningIdentity holder = SigningIdentities.load(
                organisation.msp(), own.resolve(Enrolments.CERTIFICATE), own.resolve(Enrolments.KEY));
        X509Certificate tls = Pem.certificate(Files.readString(own.resolve(Enrolments.TLS_CERTIFICATE)));
        CaClient client = client(organisation);
        SigningIdentity renewed = client.reenrol(holder);
        SigningIdentity renewedTls = client.reenrolTls(holder, hosts(tls));
        replace(own, files(renewed, renewedTls));
        introduce(material, organisation, node, renewed.certificate(), renewedTls.certificate());
        return renewed;
    }

    /** The organisation that a node belongs to. */
    private static Consortium.Organisation organisationOf(Consortium consortium, String node) throws IOException {
        return consortium.organisations().stream()
                .filter(organisation -> named(organisation.peers(), node).isPresent()
                        || named(organisation.orderers(), node).isPresent())
                .findFirst()
                .orElseThrow(() -> new IOException("No peer and no orderer is called " + node + "."));
    }

    private static Optional<Consortium.Node> named(List<Consortium.Node> nodes, String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    private static void introduce(
            MaterialFolder material,
            Consortium.Organisation organisation,
            String node,
            X509Certificate identity,
            X509Certificate tls)
            throws IOException {
        Optional<Consortium.Node> orderer = named(organisation.orderers(), node);
        if (orderer.isPresent()) {
            Introductions.write(
                    material.shared().resolve("consenter-" + node + ".json"),
                    new Introductions.Consenter(orderer.get().endpoint(), organisation.msp(), identity, tls));
        }
    }

    private void replace(Path own, Map<String, byte[]> files) throws IOException {
        Path renewed = own.resolveSibling(own.getFileName() + ".renewed");
        Path former = Files.createDirectories(folder.resolve(FORMER)).resolve(own.getFileName());
        DurableFiles.delete(renewed);
        DurableFiles.makeFolder(renewed, files);
        DurableFiles.delete(former);
        Files.move(own, former, StandardCopyOption.ATOMIC_MOVE);
        Files.move(renewed, own, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, byte[]> files(SigningIdentity identity, SigningIdentity tls) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.putAll(Enrolments.files(identity, Enrolments.CERTIFICATE, Enrolments.KEY));
        files.putAll(Enrolments.files(tls, Enrolments.TLS_CERTIFICATE, Enrolments.TLS_KEY));
        return files;
    }

    private static CaClient client(Consortium.Organisation organisation) {
        return new CaClient(URI.create(organisation.ca()), organisation.msp(), List.of(organisation.root()));
    }

    private static List<String> hosts(X509Certificate tls) throws IOException {
        try {
            Collection<List<?>> names = tls.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name ->
                                    name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            throw new IOException("the TLS certificate names no hosts that can be read", e);
        }
    }

    private Path own(String node) {
        return folder.resolve(MaterialFolder.NODES).resolve(node);
    }
}
