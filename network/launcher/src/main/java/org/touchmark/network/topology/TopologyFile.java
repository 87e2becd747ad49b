package org.touchmark.network.topology;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.list.MalformedListException;
import org.touchmark.domain.list.Utf8Input;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Role;
import org.touchmark.network.block.ChannelProfile.BatchLimits;
import org.touchmark.network.msp.GoDurations;

/** Reads topology files (YAML). */
public final class TopologyFile {
    private static final int MAX_FILE_BYTES = 256 * 1024;
    private static final Set<String> OWN = Set.of("embedded", "fabric-bft", "fabric-raft", "fabric-two-peers");
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9.-]{0,248}");
    private static final Pattern CHAINCODE = Pattern.compile("[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*");
    private static final String CHAINCODE_RULE = "letters and digits, joined by '-' or '_'";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?(B|KB|MB)");
    private static final BatchLimits NO_BATCH = new BatchLimits(1, 1, 1, Duration.ofSeconds(1));
    private static final Set<String> LISTENER = Set.of("name", "host", "port");
    private static final int MIN_BFT_NODES = 4;

    private final String file;
    private final Map<String, String> names = new HashMap<>();
    private final Map<Integer, String> ports = new HashMap<>();
    private final Map<String, String> msps = new HashMap<>();

    private TopologyFile(String file) {
        this.file = file;
    }

    /** The topology that the embedded ledger has where nobody gives another. */
    public static Topology embedded() {
        return own("embedded");
    }

    /** The topology that Fabric has where nobody gives another: four orderers, BFT. */
    public static Topology fabricBft() {
        return own("fabric-bft");
    }

    /** Fabric on a small machine: one orderer, Raft. */
    public static Topology fabricRaft() {
        return own("fabric-raft");
    }

    /** Fabric with two peers for each organisation, and four orderers, BFT. */
    public static Topology fabricTwoPeers() {
        return own("fabric-two-peers");
    }

    /** The names of the topologies that come with this module. */
    public static Set<String> ownNames() {
        return OWN;
    }

    /** A topology that comes with this module, by its name, or a file. */
    public static Topology named(String nameOrFile) throws IOException, TopologyException {
        if (OWN.contains(nameOrFile)) {
            return own(nameOrFile);
        }
        if (!Files.exists(Path.of(nameOrFile))) {
            throw new TopologyException(
                    "topology " + nameOrFile + ": there is no such file; of those that come with this" + " there are "
                            + String.join(", ", new TreeSet<>(OWN)));
        }
        return read(Path.of(nameOrFile));
    }

    /** The text of a topology, to be kept beside what is made of it. */
    public static String text(String nameOrFile) throws IOException {
        return OWN.contains(nameOrFile) ? ownText(nameOrFile) : Utf8Input.text(Files.readAllBytes(Path.of(nameOrFile)));
    }

    /** The name of a chaincode that stands outside of a file, by the same rule. */
    public static String chaincodeName(String name) throws TopologyException {
        if (!CHAINCODE.matcher(name).matches()) {
            throw new TopologyException("The chaincode's name '%.80s' must be %s".formatted(name, CHAINCODE_RULE));
        }
        return name;
    }

    private static Topology own(String name) {
        try {
            return parse(name + ".yaml", ownText(name));
        } catch (IOException | TopologyException e) {
            throw new IllegalStateException("the module's own topology can not be read", e);
        }
    }

    private static String ownText(String name) throws IOException {
        String resource = name + ".yaml";
        try (InputStream input = TopologyFile.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException(resource + " is not among the module's resources");
            }
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads a file. */
    public static Topology read(Path path) throws IOException, TopologyException {
        if (Files.size(path) > MAX_FILE_BYTES) {
            throw new TopologyException("%s: %d bytes, at most %d are read"
                    .formatted(path.getFileName(), Files.size(path), MAX_FILE_BYTES));
        }
        Path folder = path.toAbsolutePath().normalize().getParent();
        String name = String.valueOf(path.getFileName());
        Topology topology = parse(name, text(name, path));
        return folder == null ? topology : topology.consortiumFrom(folder);
    }

    private static String text(String name, Path path) throws IOException, TopologyException {
        try {
            return Utf8Input.text(Files.readAllBytes(path));
        } catch (MalformedListException e) {
            throw new TopologyException(name + ": " + e.getMessage(), e);
        }
    }

    /** Reads a text; {@code file} is what complaints call it. */
    public static Topology parse(String file, String text) throws TopologyException {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Node root = new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new TopologyException(file + ": is empty"));
            return new TopologyFile(file).topology(root);
        } catch (YamlEngineException e) {
            throw new TopologyException(file + " is no YAML: " + e.getMessage(), e);
        }
    }

    private Topology topology(Node root) throws TopologyException {
        YamlMap map = new YamlMap(
                file,
                "",
                root,
                Set.of(
                        "channel",
                        "chaincode",
                        "consortium",
                        "batch",
                        "operations",
                        "orderers",
                        "organisations",
                        "parties"));
        String channel = matching(map, "channel", CHANNEL, "a lower case letter, then those, digits, '.' and '-'");
        String chaincode = matching(map, "chaincode", CHAINCODE, CHAINCODE_RULE);
        YamlMap operations = map.map("operations", Set.of("port"));
        int operationsPort = operations.port("port");
        claimPort(operations, operationsPort, Topology.OPERATIONS);
        boolean joins = map.has("consortium");
        Topology.Orderers orderers = joins ? joiningOrderers(map) : orderers(map);
        List<Topology.Organisation> organisations = organisations(map);
        if (organisations.isEmpty() && orderers.nodes().isEmpty()) {
            throw map.refused("organisations", "names no node, and orderers neither");
        }
        return new Topology(
                channel,
                chaincode,
                joins ? NO_BATCH : batch(map),
                operationsPort,
                orderers,
                organisations,
                parties(map, organisations),
                joins ? Optional.of(Path.of(map.text("consortium"))) : Optional.empty());
    }

    /** The orderers that a running consortium is to take in, if any; their authority is where the others are. */
    private Topology.Orderers joiningOrderers(YamlMap map) throws TopologyException {
        if (map.has("batch")) {
            throw map.refused("batch", "is the consortium's affair; take this key away, or the key consortium");
        }
        if (!map.has("orderers")) {
            return new Topology.Orderers("", "", Optional.empty(), Topology.ConsensusType.BFT, List.of());
        }
        YamlMap orderers = map.map("orderers", Set.of("name", "msp", "host", "consensus", "nodes"));
        return new Topology.Orderers(
                orderers.text("name"),
                msp(orderers),
                Optional.empty(),
                consensus(orderers),
                nodes(orderers, host(orderers, Topology.Listener.LOCALHOST)));
    }

    private List<Topology.Listener> nodes(YamlMap orderers, String host) throws TopologyException {
        List<Topology.Listener> nodes = new ArrayList<>();
        for (YamlMap node : orderers.maps("nodes", LISTENER)) {
            nodes.add(listener(node, host));
        }
        return nodes;
    }

    private BatchLimits batch(YamlMap map) throws TopologyException {
        YamlMap batch = map.map("batch", Set.of("timeout", "maxMessages", "preferredMaxBytes", "absoluteMaxBytes"));
        try {
            return new BatchLimits(
                    batch.number("maxMessages"),
                    bytes(batch, "absoluteMaxBytes"),
                    bytes(batch, "preferredMaxBytes"),
                    GoDurations.parse(batch.text("timeout")));
        } catch (IllegalArgumentException e) {
            throw map.refused("batch", String.valueOf(e.getMessage()));
        }
    }

    private static int bytes(YamlMap map, String key) throws TopologyException {
        Matcher size = SIZE.matcher(map.text(key));
        if (!size.matches()) {
            throw map.refused(key, "'" + map.text(key) + "' must be a size such as 512 KB or 2 MB");
        }
        long unit = switch (size.group(2)) {
            case "B" -> 1;
            case "KB" -> 1 << 10;
            default -> 1 << 20;
        };
        long bytes = Long.parseLong(size.group(1)) * unit;
        if (bytes > Integer.MAX_VALUE) {
            throw map.refused(key, "must be below 2 GB");
        }
        return (int) bytes;
    }

    private Topology.Orderers orderers(YamlMap map) throws TopologyException {
        YamlMap orderers = map.map("orderers", Set.of("name", "msp", "host", "ca", "consensus", "nodes"));
        String host = host(orderers, Topology.Listener.LOCALHOST);
        Topology.ConsensusType consensus = consensus(orderers);
        List<Topology.Listener> nodes = nodes(orderers, host);
        if (nodes.isEmpty() || (consensus == Topology.ConsensusType.BFT && nodes.size() < MIN_BFT_NODES)) {
            throw orderers.refused("nodes", nodes.size() + " nodes: raft needs one or more, bft four or more");
        }
        return new Topology.Orderers(
                orderers.text("name"),
                msp(orderers),
                Optional.of(listener(orderers.map("ca", LISTENER), host)),
                consensus,
                nodes);
    }

    private static Topology.ConsensusType consensus(YamlMap orderers) throws TopologyException {
        return switch (orderers.text("consensus")) {
            case "raft" -> Topology.ConsensusType.RAFT;
            case "bft" -> Topology.ConsensusType.BFT;
            default -> throw orderers.refused("consensus", "must be raft or bft");
        };
    }

    private List<Topology.Organisation> organisations(YamlMap map) throws TopologyException {
        Map<String, Topology.Organisation> found = new LinkedHashMap<>();
        for (YamlMap organisation : map.maps("organisations", Set.of("slug", "name", "msp", "host", "ca", "peers"))) {
            String slug = slug(organisation);
            String host = host(organisation, Topology.Listener.LOCALHOST);
            List<Topology.Peer> peers = new ArrayList<>();
            for (YamlMap peer : organisation.maps("peers", Set.of("name", "host", "port", "chaincode"))) {
                peers.add(peer(peer, host));
            }
            if (peers.isEmpty()) {
                throw organisation.refused("peers", "must name at least one");
            }
            Topology.Listener ca = listener(organisation.map("ca", LISTENER), host);
            Topology.Organisation made =
                    new Topology.Organisation(slug, organisation.text("name"), msp(organisation), ca, peers);
            if (found.put(slug, made) != null) {
                throw organisation.refused("slug", "'" + slug + "' names another organisation too");
            }
        }
        if (found.isEmpty() && !map.has("consortium")) {
            throw map.refused("organisations", "must name at least one");
        }
        return List.copyOf(found.values());
    }

    /** A chaincode server is called by its peer alone, so that both are on one machine. */
    private Topology.Peer peer(YamlMap peer, String host) throws TopologyException {
        YamlMap chaincode = peer.map("chaincode", Set.of("name", "port"));
        return new Topology.Peer(listener(peer, host), listener(chaincode, Topology.Listener.LOCALHOST));
    }

    private List<Topology.Party> parties(YamlMap map, List<Topology.Organisation> organisations)
            throws TopologyException {
        List<Topology.Party> parties = new ArrayList<>();
        for (YamlMap party : map.maps("parties", Set.of("slug", "gln", "name", "organisation", "role", "prefixes"))) {
            Topology.Party made = party(party);
            if (organisations.stream().noneMatch(known -> known.slug().equals(made.organisation()))) {
                throw party.refused(
                        "organisation",
                        "'%s' is none of %s"
                                .formatted(
                                        made.organisation(),
                                        organisations.stream()
                                                .map(Topology.Organisation::slug)
                                                .toList()));
            }
            for (Topology.Party other : parties) {
                requireDistinct(party, made, other);
            }
            parties.add(made);
        }
        return parties;
    }

    private Topology.Party party(YamlMap party) throws TopologyException {
        List<CompanyPrefix> prefixes = new ArrayList<>();
        for (String prefix : party.texts("prefixes")) {
            prefixes.add(value(party, "prefixes", prefix, CompanyPrefix::new));
        }
        return new Topology.Party(
                slug(party),
                value(party, "gln", party.text("gln"), Gln::new),
                party.text("name"),
                party.text("organisation"),
                value(party, "role", party.text("role"), Role::parse),
                prefixes);
    }

    private static void requireDistinct(YamlMap map, Topology.Party party, Topology.Party other)
            throws TopologyException {
        if (party.slug().equals(other.slug())) {
            throw map.refused("slug", "'" + party.slug() + "' names another party too");
        }
        if (party.gln().equals(other.gln())) {
            throw map.refused("gln", party.gln() + " is also that of " + other.slug());
        }
        for (CompanyPrefix prefix : party.prefixes()) {
            if (other.prefixes().stream().anyMatch(prefix::overlaps)) {
                throw map.refused("prefixes", prefix + " overlaps one of " + other.slug());
            }
        }
    }

    private static <T> T value(YamlMap map, String key, String text, Function<String, T> parser)
            throws TopologyException {
        try {
            return parser.apply(text);
        } catch (RefusedException e) {
            throw map.refused(key, e.prose());
        }
    }

    private Topology.Listener listener(YamlMap map, String host) throws TopologyException {
        String name = matching(map, "name", NAME, "lower case letters, digits, '.' and '-'");
        int port = map.port("port");
        if (names.put(name, name) != null) {
            throw map.refused("name", "'" + name + "' names another node too");
        }
        claimPort(map, port, name);
        return new Topology.Listener(name, host(map, host), port);
    }

    private static String host(YamlMap map, String otherwise) throws TopologyException {
        return map.has("host") ? matching(map, "host", HOST, "the host's name or address, in lower case") : otherwise;
    }

    private void claimPort(YamlMap map, int port, String name) throws TopologyException {
        String other = port == 0 ? null : ports.put(port, name);
        if (other != null) {
            throw map.refused("port", port + " is also that of " + other);
        }
    }

    private String msp(YamlMap map) throws TopologyException {
        String msp = value(map, "msp", map.text("msp"), MspId::new).value();
        if (msps.put(msp, msp) != null) {
            throw map.refused("msp", "'" + msp + "' is another organisation's too");
        }
        return msp;
    }

    private static String slug(YamlMap map) throws TopologyException {
        return matching(map, "slug", SLUG, "lower case letters, digits and '-'");
    }

    private static String matching(YamlMap map, String key, Pattern pattern, String rule) throws TopologyException {
        String text = map.text(key);
        if (!pattern.matcher(text).matches()) {
            throw map.refused(key, "'%.80s' must be %s".formatted(text, rule));
        }
        return text;
    }
}
