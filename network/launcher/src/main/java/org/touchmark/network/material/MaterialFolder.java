package org.touchmark.network.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.CertificateAttributes;
import org.touchmark.network.ca.CaAttribute;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.material.Material.NodeMaterial;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.topology.Topology;

/**
 * The folder that a network keeps its material in. Preparing it makes whatever is missing: a start that was stopped at
 * any moment goes on where it was.
 *
 * <pre>
 * ca/NAME/            books and registrar's secret of an authority
 * former/NAME/        what a node had before its certificates were renewed
 * roots/MSP.pem       an organisation's root, for members and for TLS
 * nodes/NAME/         cert.pem, key.pem, tls-cert.pem, tls-key.pem
 * admins/SLUG/        cert.pem, key.pem
 * parties/SLUG/       cert.pem, key.pem
 * tls-roots.pem       all organisations' roots
 * block0.pb           the channel's first block
 * connection.json     how clients reach the network
 * roots.json          what checkers trust
 * public/             what may be handed to others: consortium.json, organisation-SLUG.json, consenter-NAME.json
 * </pre>
 */
public final class MaterialFolder {
    static final String ADMINS = "admins";
    static final String PARTIES = "parties";

    private static final String BLOCK_ZERO = "block0.pb";
    static final String PUBLIC = "public";
    static final String CONSORTIUM = "consortium.json";
    private static final int END_LIMIT_SECONDS = 60;
    static final String NODES = "nodes";
    static final String ROOTS = "roots";
    /** What the folder of the ordering organisation's administrator is called. */
    public static final String ORDERER_ADMIN = "orderer";

    private final Path folder;
    private final Authorities authorities;

    /** The material in the folder given. */
    public MaterialFolder(Path folder) {
        this(folder, Map.of());
    }

    /** The same while some authorities, by their names, answer on other ports than the topology's. */
    public MaterialFolder(Path folder, Map<String, Integer> authorityPorts) {
        this.folder = folder;
        this.authorities = new Authorities(folder.resolve("ca"), authorityPorts);
    }

    /** The organisations' authorities, which must answer while {@link #prepare} runs. */
    public Authorities authorities() {
        return authorities;
    }

    /**
     * Refuses a folder that holds a ledger of another kind.
     *
     * @param ledger {@code embedded} or {@code fabric}
     * @throws IOException if there is another one; the message says what to do
     */
    public void requireLedger(String ledger) throws IOException {
        String kept = ConnectionFiles.ledgerIn(folder);
        if (!kept.isEmpty() && !kept.equals(ledger)) {
            throw new IOException(
                    "%s holds the data of a ledger of kind %s, not %s. Start that one (network/up%s), keep this one in another folder (--state), or remove the data (network/down --clean)."
                            .formatted(folder, kept, ledger, kept.equals("fabric") ? " --fabric" : ""));
        }
    }

    static String rootFile(String mspId) {
        return ROOTS + "/" + mspId + ".pem";
    }

    /**
     * Makes what is missing, and reads the rest.
     *
     * @param topology with every port known
     * @param rootsByMsp the root certificates of the authorities that are here, the orderers' too
     * @param ledger {@code embedded} or {@code fabric}
     * @throws IOException if the folder can not be written, an authority can not be called, or the topology is not the
     *     one that block 0 was made of
     */
    public Material prepare(Topology topology, Map<String, X509Certificate> rootsByMsp, String ledger)
            throws IOException, CaException {
        Consortium consortium = Consortium.of(topology, rootsByMsp);
        Map<String, X509Certificate> allRoots = consortium.roots();
        writeRoots(allRoots);
        Map<String, NodeMaterial> nodes = new ConcurrentHashMap<>();
        Map<String, SigningIdentity> admins = new ConcurrentHashMap<>();
        List<Work> works = new ArrayList<>();
        Work orderers = () -> enrolOrderers(topology, allRoots, nodes, admins);
        works.add(topology.orderers().ca().map(ca -> named(ca, orderers)).orElse(orderers));
        for (Topology.Organisation organisation : topology.organisations()) {
            works.add(
                    named(organisation.ca(), () -> enrolOrganisation(topology, organisation, allRoots, nodes, admins)));
        }
        runAll(works);
        Block block = topology.consortium().isPresent()
                ? null
                : new BlockZeroFile(folder.resolve(BLOCK_ZERO), topology, allRoots, nodes).readOrMake();
        new ConnectionFiles(folder, topology, ledger, consortium).write();
        writePublic(topology, consortium, nodes);
        return material(block, nodes, admins, allRoots);
    }

    private void writeRoots(Map<String, X509Certificate> rootsByMsp) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, X509Certificate> root : new TreeMap<>(rootsByMsp).entrySet()) {
            String pem = Pem.encode(root.getValue());
            DurableFiles.write(folder.resolve(rootFile(root.getKey())), pem.getBytes(StandardCharsets.US_ASCII));
            all.append(pem);
        }
        DurableFiles.write(folder.resolve("tls-roots.pem"), all.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads what was prepared, and makes nothing.
     *
     * @throws IOException if anything of it is missing
     */
    public Material load(Topology topology) throws IOException {
        Map<String, X509Certificate> roots = new TreeMap<>();
        Map<String, NodeMaterial> nodes = new TreeMap<>();
        Map<String, SigningIdentity> admins = new TreeMap<>();
        Topology.Orderers service = topology.orderers();
        roots.put(service.msp(), Pem.certificate(Files.readString(root(service.msp()))));
        for (Topology.Listener orderer : service.nodes()) {
            nodes.put(orderer.name(), enrolledElsewhere(service.msp(), orderer));
        }
        for (Topology.Organisation organisation : topology.organisations()) {
            String mspId = organisation.msp();
            roots.put(mspId, Pem.certificate(Files.readString(root(mspId))));
            admins.put(mspId, new Administrators(folder).of(organisation.slug()));
            for (Topology.Peer peer : organisation.peers()) {
                nodes.put(peer.name(), enrolledElsewhere(mspId, peer.listener()));
            }
        }
        Block block = Block.parseFrom(Files.readAllBytes(folder.resolve(BLOCK_ZERO)));
        return material(block, nodes, admins, roots);
    }

    private Material material(
            @Nullable Block block,
            Map<String, NodeMaterial> nodes,
            Map<String, SigningIdentity> admins,
            Map<String, X509Certificate> roots) {
        return new Material(
                block,
                nodes,
                admins,
                roots,
                tlsRoots(),
                folder.resolve(ConnectionFiles.CONNECTION),
                folder.resolve(ConnectionFiles.ROOTS));
    }

    /** Writes how the network is reached under other hosts than its nodes know each other by. */
    public void writeConnection(Topology topology, Material material) throws IOException {
        new ConnectionFiles(folder, topology, "fabric", Consortium.of(topology, material.rootCertificates())).write();
    }

    private void writePublic(Topology topology, Consortium consortium, Map<String, NodeMaterial> nodes)
            throws IOException {
        Path shared = folder.resolve(PUBLIC);
        consortium.write(shared.resolve(CONSORTIUM));
        for (Topology.Organisation organisation : topology.organisations()) {
            Introductions.write(
                    shared.resolve("organisation-" + organisation.slug() + ".json"),
                    organisation,
                    consortium.organisation(organisation.msp()).root());
        }
        for (Topology.Listener orderer : topology.orderers().nodes()) {
            NodeMaterial material = nodes.get(orderer.name());
            if (material == null) {
                throw new IllegalStateException("orderer " + orderer.name() + " has no material");
            }
            Introductions.write(
                    shared.resolve("consenter-" + orderer.name() + ".json"),
                    new Introductions.Consenter(
                            orderer.endpoint(),
                            topology.orderers().msp(),
                            material.identity().certificate(),
                            Pem.certificate(Files.readString(material.tlsCertificate()))));
        }
    }

    /** How the consortium is reached, as the last start wrote it. */
    public Consortium consortium() throws IOException {
        return Consortium.read(folder.resolve(PUBLIC).resolve(CONSORTIUM));
    }

    /** PEM file with the TLS roots of all organisations. */
    public Path tlsRoots() {
        return folder.resolve("tls-roots.pem");
    }

    /** PEM file with an organisation's root certificate. */
    public Path root(String mspId) {
        return folder.resolve(rootFile(mspId));
    }

    /** What may be handed to others. */
    public Path shared() {
        return folder.resolve(PUBLIC);
    }

    private interface Work {
        void run() throws IOException, CaException;
    }

    /** The same work, whose failure names the authority that did not answer. */
    private static Work named(Topology.Listener ca, Work work) {
        return () -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new IOException(
                        "%s on port %d: %s. What it has issued is kept: start again to go on."
                                .formatted(ca.name(), ca.port(), e.getMessage()),
                        e);
            }
        };
    }

    /** Organisations enrol beside each other: each talks to its own authority. */
    private static void runAll(List<Work> works) throws IOException, CaException {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Work work : works) {
                running.add(threads.submit(() -> {
                    work.run();
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while enrolling", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            end(threads);
        }
    }

    /** One failure ends the others' work too, so that nothing is written behind the caller's back. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("enrolment does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static IOException unwrapped(ExecutionException e) throws CaException {
        if (e.getCause() instanceof CaException refusal) {
            throw refusal;
        }
        return e.getCause() instanceof IOException failure ? failure : new IOException("enrolment failed", e);
    }

    private Enrolments enrolments(String mspId, Topology.Listener ca, Map<String, X509Certificate> roots)
            throws IOException {
        X509Certificate root = roots.get(mspId);
        if (root == null) {
            throw new IOException("no root certificate for " + mspId);
        }
        return new Enrolments(mspId, authorities.url(ca), root, authorities.registrarSecret(ca.name()));
    }

    private void enrolOrderers(
            Topology topology,
            Map<String, X509Certificate> roots,
            Map<String, NodeMaterial> nodes,
            Map<String, SigningIdentity> admins)
            throws IOException, CaException {
        Topology.Orderers orderers = topology.orderers();
        if (orderers.ca().isEmpty()) {
            for (Topology.Listener node : orderers.nodes()) {
                nodes.put(node.name(), enrolledElsewhere(orderers.msp(), node));
            }
            return;
        }
        Enrolments enrolments = enrolments(orderers.msp(), orderers.ca().get(), roots);
        for (Topology.Listener node : orderers.nodes()) {
            nodes.put(node.name(), node(enrolments, node, "orderer"));
        }
        admins.put(orderers.msp(), admin(enrolments, ORDERER_ADMIN));
    }

    private void enrolOrganisation(
            Topology topology,
            Topology.Organisation organisation,
            Map<String, X509Certificate> roots,
            Map<String, NodeMaterial> nodes,
            Map<String, SigningIdentity> admins)
            throws IOException, CaException {
        Enrolments enrolments = enrolments(organisation.msp(), organisation.ca(), roots);
        for (Topology.Peer peer : organisation.peers()) {
            nodes.put(peer.name(), node(enrolments, peer.listener(), "peer"));
            if (!peer.chaincode().isLocal()) {
                nodes.put(peer.chaincode().name(), node(enrolments, peer.chaincode(), "client"));
            }
        }
        admins.put(organisation.msp(), admin(enrolments, organisation.slug()));
        for (Topology.Party party : topology.parties()) {
            if (party.organisation().equals(organisation.slug())) {
                enrolments.member(
                        folder.resolve(PARTIES).resolve(party.slug()), party.slug(), "client", attributes(party));
            }
        }
    }

    /** The authority of a node that joins others of its organisation is with those; so somebody has enrolled it. */
    private NodeMaterial enrolledElsewhere(String mspId, Topology.Listener node) throws IOException {
        Path own = folder.resolve(NODES).resolve(node.name());
        if (!Files.exists(own)) {
            throw new IOException(
                    "%s has no identity in %s: its organisation's authority is elsewhere. Enrol it with network/enrol."
                            .formatted(node.name(), own));
        }
        return new NodeMaterial(
                SigningIdentities.load(mspId, own.resolve(Enrolments.CERTIFICATE), own.resolve(Enrolments.KEY)),
                own.resolve(Enrolments.TLS_CERTIFICATE),
                own.resolve(Enrolments.TLS_KEY));
    }

    private NodeMaterial node(Enrolments enrolments, Topology.Listener node, String type)
            throws IOException, CaException {
        Path own = folder.resolve(NODES).resolve(node.name());
        return new NodeMaterial(
                enrolments.node(own, node.name(), type, node.certifiedHosts()),
                own.resolve(Enrolments.TLS_CERTIFICATE),
                own.resolve(Enrolments.TLS_KEY));
    }

    /** An organisation's administrator acts on the ledger too: it votes on parties. */
    private SigningIdentity admin(Enrolments enrolments, String slug) throws IOException, CaException {
        CaAttribute role = new CaAttribute(CertificateAttributes.ROLE, Role.ADMIN.wire(), true);
        return enrolments.member(folder.resolve(ADMINS).resolve(slug), "admin", "admin", List.of(role));
    }

    private static List<CaAttribute> attributes(Topology.Party party) {
        return List.of(
                new CaAttribute(CertificateAttributes.GLN, party.gln().digits(), true),
                new CaAttribute(CertificateAttributes.ROLE, party.role().wire(), true));
    }
}
