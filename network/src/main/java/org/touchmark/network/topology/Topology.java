package org.touchmark.network.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Role;
import org.touchmark.network.block.ChannelProfile.BatchLimits;

/**
 * What a network is made of. {@link TopologyFile} reads it, and refuses one that contradicts itself.
 *
 * @param operationsPort where health is asked; 0 for any that is free
 */
public record Topology(
        String channel,
        String chaincode,
        BatchLimits batch,
        int operationsPort,
        Orderers orderers,
        List<Organisation> organisations,
        List<Party> parties) {
    /** The name under which {@link #mapPorts} asks for the operations port. */
    public static final String OPERATIONS = "operations";

    public Topology {
        organisations = List.copyOf(organisations);
        parties = List.copyOf(parties);
    }

    /** How the orderers agree. */
    public enum ConsensusType {
        RAFT,
        BFT
    }

    /** Something that listens: a name, unique in the network, and a port, 0 for any that is free. */
    public record Listener(String name, int port) {
        private Listener mapped(ToIntFunction<Listener> ports) {
            return new Listener(name, ports.applyAsInt(this));
        }
    }

    /** The ordering service with its own organisation. */
    public record Orderers(String name, String msp, Listener ca, ConsensusType consensus, List<Listener> nodes) {
        public Orderers {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * An organisation with peers.
     *
     * @param slug its short name, which names files
     * @param name its name for people
     */
    public record Organisation(String slug, String name, String msp, Listener ca, List<Peer> peers) {
        public Organisation {
            peers = List.copyOf(peers);
        }
    }

    /** A peer with its own chaincode server. */
    public record Peer(Listener listener, Listener chaincode) {
        public String name() {
            return listener.name();
        }
    }

    /**
     * A company that acts on the ledger, enrolled under an organisation.
     *
     * @param slug its short name, which names files and is its enrolment id
     * @param organisation the slug of its organisation
     * @param prefixes the company prefixes that it is to hold
     */
    public record Party(
            String slug, Gln gln, String name, String organisation, Role role, List<CompanyPrefix> prefixes) {
        public Party {
            prefixes = List.copyOf(prefixes);
        }
    }

    /** The organisation of that slug. */
    public Organisation organisation(String slug) {
        return organisations.stream()
                .filter(organisation -> organisation.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no organisation has the slug " + slug));
    }

    /**
     * A certificate authority.
     *
     * @param organisation the name of its organisation, for people
     * @param msp that organisation's MSP id
     */
    public record Authority(String organisation, String msp, Listener listener) {}

    /** The organisations' authorities, the orderers' first. */
    public List<Authority> authorities() {
        return Stream.concat(
                        Stream.of(new Authority(orderers.name(), orderers.msp(), orderers.ca())),
                        organisations.stream()
                                .map(organisation ->
                                        new Authority(organisation.name(), organisation.msp(), organisation.ca())))
                .toList();
    }

    /** How many peers there are, of all organisations. */
    public int peerCount() {
        return organisations.stream()
                .mapToInt(organisation -> organisation.peers().size())
                .sum();
    }

    /** All that listen, the operations endpoint too. */
    public List<Listener> listeners() {
        List<Listener> all = new ArrayList<>();
        all.add(new Listener(OPERATIONS, operationsPort));
        all.add(orderers.ca());
        all.addAll(orderers.nodes());
        organisations.stream()
                .flatMap(organisation -> Stream.concat(
                        Stream.of(organisation.ca()),
                        organisation.peers().stream().flatMap(peer -> Stream.of(peer.listener(), peer.chaincode()))))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** The same topology with other ports. */
    public Topology mapPorts(ToIntFunction<Listener> ports) {
        Orderers mappedOrderers = new Orderers(
                orderers.name(),
                orderers.msp(),
                orderers.ca().mapped(ports),
                orderers.consensus(),
                orderers.nodes().stream().map(node -> node.mapped(ports)).toList());
        List<Organisation> mappedOrganisations = organisations.stream()
                .map(organisation -> new Organisation(
                        organisation.slug(),
                        organisation.name(),
                        organisation.msp(),
                        organisation.ca().mapped(ports),
                        organisation.peers().stream()
                                .map(peer -> new Peer(
                                        peer.listener().mapped(ports),
                                        peer.chaincode().mapped(ports)))
                                .toList()))
                .toList();
        int mappedOperations = ports.applyAsInt(new Listener(OPERATIONS, operationsPort));
        return new Topology(channel, chaincode, batch, mappedOperations, mappedOrderers, mappedOrganisations, parties);
    }
}
