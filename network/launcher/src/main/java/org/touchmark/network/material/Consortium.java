package org.touchmark.network.material;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.topology.Topology;

/**
 * How a consortium is reached from anywhere: {@code consortium.json}, which holds no secret, so that any member may
 * hand it to whoever is to join.
 *
 * @param operators how many machines' owners hold the organisations' keys
 * @param organisations those with peers and those with orderers
 */
public record Consortium(String channel, String chaincode, int operators, List<Organisation> organisations) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Consortium {
        organisations = List.copyOf(organisations);
    }

    /**
     * An organisation with its nodes.
     *
     * @param ca where its certificate authority is called
     * @param root its root certificate, for members and for TLS
     */
    public record Organisation(
            String msp, String name, String ca, X509Certificate root, List<Node> peers, List<Node> orderers) {
        public Organisation {
            peers = List.copyOf(peers);
            orderers = List.copyOf(orderers);
        }

        /** With the nodes of the other too, which is the same organisation on another machine. */
        private Organisation with(Organisation other) {
            return new Organisation(
                    msp, name, ca, root, merged(peers, other.peers()), merged(orderers, other.orderers()));
        }

        private static List<Node> merged(List<Node> known, List<Node> others) {
            Map<String, Node> all = new LinkedHashMap<>();
            Stream.concat(known.stream(), others.stream()).forEach(node -> all.put(node.name(), node));
            return List.copyOf(all.values());
        }
    }

    /** A peer or orderer. */
    public record Node(String name, Endpoint endpoint) {
        private static Node of(Topology.Listener listener) {
            return new Node(listener.name(), listener.endpoint());
        }
    }

    /**
     * The consortium that a topology makes, or that it joins.
     *
     * @param roots the root certificates of the organisations whose authorities are here, by MSP id
     */
    static Consortium of(Topology topology, Map<String, X509Certificate> roots) throws IOException {
        if (topology.consortium().isEmpty()) {
            return new Consortium(topology.channel(), topology.chaincode(), 1, own(topology, roots));
        }
        Consortium joined = read(topology.consortium().get());
        if (!joined.channel().equals(topology.channel())) {
            throw new IOException("%s is of channel %s, the topology of channel %s"
                    .formatted(topology.consortium().get(), joined.channel(), topology.channel()));
        }
        Map<String, X509Certificate> known = new TreeMap<>(joined.roots());
        known.putAll(roots);
        Map<String, Organisation> all = new LinkedHashMap<>();
        joined.organisations().forEach(organisation -> all.put(organisation.msp(), organisation));
        own(topology, known).forEach(own -> all.merge(own.msp(), own, Organisation::with));
        int operators = joined.operators() + (joined.roots().keySet().containsAll(roots.keySet()) ? 0 : 1);
        return new Consortium(joined.channel(), joined.chaincode(), operators, List.copyOf(all.values()));
    }

    private static List<Organisation> own(Topology topology, Map<String, X509Certificate> roots) throws IOException {
        List<Organisation> own = new ArrayList<>();
        for (Topology.Organisation organisation : topology.organisations()) {
            own.add(new Organisation(
                    organisation.msp(),
                    organisation.name(),
                    url(organisation.ca()),
                    root(roots, organisation.msp()),
                    organisation.peers().stream()
                            .map(peer -> Node.of(peer.listener()))
                            .toList(),
                    List.of()));
        }
        Topology.Orderers service = topology.orderers();
        if (!service.nodes().isEmpty()) {
            own.add(new Organisation(
                    service.msp(),
                    service.name(),
                    service.ca().map(Consortium::url).orElse(""),
                    root(roots, service.msp()),
                    List.of(),
                    service.nodes().stream().map(Node::of).toList()));
        }
        return own;
    }

    private static String url(Topology.Listener ca) {
        return "https://" + ca.endpoint();
    }

    private static X509Certificate root(Map<String, X509Certificate> roots, String mspId) throws IOException {
        X509Certificate root = roots.get(mspId);
        if (root == null) {
            throw new IOException("no root certificate for " + mspId
                    + ": its authority is not here, and the consortium that is joined does not know it");
        }
        return root;
    }

    /** The root certificates of all organisations, by MSP id. */
    public Map<String, X509Certificate> roots() {
        Map<String, X509Certificate> roots = new TreeMap<>();
        organisations.forEach(organisation -> roots.put(organisation.msp(), organisation.root()));
        return roots;
    }

    /** All orderers. */
    public List<Node> orderers() {
        return organisations.stream()
                .flatMap(organisation -> organisation.orderers().stream())
                .toList();
    }

    /** The organisation of that MSP id. */
    public Organisation organisation(String mspId) {
        return organisations.stream()
                .filter(organisation -> organisation.msp().equals(mspId))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the consortium has no organisation " + mspId + "; it has "
                                + organisations.stream().map(Organisation::msp).toList()));
    }

    /** Reads such a file. */
    public static Consortium read(Path file) throws IOException {
        PublicFile content = PublicFile.read(file);
        List<Organisation> organisations = new ArrayList<>();
        for (PublicFile organisation : content.list("organisations")) {
            organisations.add(new Organisation(
                    organisation.text("msp"),
                    organisation.text("name"),
                    organisation.text("ca"),
                    organisation.certificate("root"),
                    nodes(organisation, "peers"),
                    nodes(organisation, "orderers")));
        }
        return new Consortium(
                content.text("channel"), content.text("chaincode"), content.number("operators"), organisations);
    }

    private static List<Node> nodes(PublicFile organisation, String key) throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (PublicFile node : organisation.list(key)) {
            nodes.add(new Node(node.text("name"), node.endpoint("endpoint")));
        }
        return nodes;
    }

    void write(Path file) throws IOException {
        ObjectNode content = JSON.createObjectNode()
                .put("channel", channel)
                .put("chaincode", chaincode)
                .put("operators", operators);
        ArrayNode entries = content.putArray("organisations");
        for (Organisation organisation : organisations) {
            ObjectNode entry = entries.addObject()
                    .put("msp", organisation.msp())
                    .put("name", organisation.name())
                    .put("ca", organisation.ca())
                    .put("root", Pem.encode(organisation.root()));
            putNodes(entry.putArray("peers"), organisation.peers());
            putNodes(entry.putArray("orderers"), organisation.orderers());
        }
        write(file, content);
    }

    private static void putNodes(ArrayNode entries, List<Node> nodes) {
        nodes.forEach(node -> entries.addObject()
                .put("name", node.name())
                .put("endpoint", node.endpoint().toString()));
    }

    static void write(Path file, JsonNode content) throws IOException {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
        DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
