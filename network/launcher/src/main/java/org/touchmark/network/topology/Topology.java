package org.touchmark.network.topology;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Role;
import org.touchmark.network.block.ChannelProfile.BatchLimits;
import org.touchmark.network.block.Endpoint;

/**
 * What a network is made of. {@link TopologyFile} reads it, and refuses one that contradicts itself.
 *
 * @param batch when a block is cut; of no account where a consortium is joined
 * @param operationsPort where health is asked; 0 for any that is free
 * @param consortium the file that says how a running consortium is reached, if these nodes join one: then they are not
 *     in block 0, the orderers may be all elsewhere, and nobody but the consortium's members takes them in
 */
public record Topology(
        String channel,
        String chaincode,
        BatchLimits batch,
        int operationsPort,
        Orderers orderers,
        List<Organisation> organisations,
        List<Party> parties,
        Optional<Path> consortium) {
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

    /**
     * Something that listens.
     *
     * @param name unique in the network
     * @param host what others call the machine: a name or an address. Under {@code localhost} it listens on the
     *     loopback interface only, under any other on all interfaces
     * @param port 0 for any that is free
     */
    public record Listener(String name, String host, int port) {
        /** The host of whoever is called by this machine alone. */
        public static final String LOCALHOST = "localhost";

        private static final String LOOPBACK = "127.0.0.1";
        private static final String ALL_INTERFACES = "0.0.0.0";

        /** Where others call it. */
        public Endpoint endpoint() {
            return new Endpoint(host, port);
        }

        /** Whether its own machine alone can call it. */
        public boolean isLocal() {
            return host.equals(LOCALHOST);
        }

        /** The address that it binds to. */
        public String bindAddress() {
            return isLocal() ? LOOPBACK : ALL_INTERFACES;
        }

        /** The names that its TLS certificate holds: its host's, and those that its own machine calls it by. */
        public List<String> certifiedHosts() {
            return Stream.of(host, LOCALHOST, LOOPBACK).distinct().toList();
        }

        private Listener mapped(ToIntFunction<Listener> ports) {
            return new Listener(name, host, ports.applyAsInt(this));
        }

        private Listener at(Function<Listener, String> hosts) {
            return new Listener(name, hosts.apply(this), port);
        }
    }

    /**
     * The ordering service with its own organisation.
     *
     * @param ca its authority; empty if that is elsewhere, as it is where a consortium is joined
     * @param nodes those of this network; none if all are elsewhere
     */
    public record Orderers(
            String name, String msp, Optional<Listener> ca, ConsensusType consensus, List<Listener> nodes) {
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

        private Organisation map(UnaryOperator<Listener> change) {
            List<Peer> mapped = peers.stream()
                    .map(peer -> new Peer(change.apply(peer.listener()), change.apply(peer.chaincode())))
                    .toList();
            return new Organisation(slug, name, msp, change.apply(ca), mapped);
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

    /** The organisations' authorities that are here, the orderers' first. */
    public List<Authority> authorities() {
        return Stream.concat(
                        orderers.ca().stream().map(ca -> new Authority(orderers.name(), orderers.msp(), ca)),
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
        all.add(new Listener(OPERATIONS, Listener.LOCALHOST, operationsPort));
        orderers.ca().ifPresent(all::add);
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
        Listener operations = new Listener(OPERATIONS, Listener.LOCALHOST, operationsPort);
        return map(ports.applyAsInt(operations), listener -> listener.mapped(ports));
    }

    /** The same topology with another name for its chaincode. */
    public Topology withChaincode(String name) {
        return new Topology(channel, name, batch, operationsPort, orderers, organisations, parties, consortium);
    }

    /** The same topology on other hosts. */
    public Topology mapHosts(Function<Listener, String> hosts) {
        return map(operationsPort, listener -> listener.at(hosts));
    }

    private Topology map(int mappedOperations, UnaryOperator<Listener> change) {
        Orderers mappedOrderers = new Orderers(
                orderers.name(),
                orderers.msp(),
                orderers.ca().map(change),
                orderers.consensus(),
                orderers.nodes().stream().map(change).toList());
        List<Organisation> mappedOrganisations = organisations.stream()
                .map(organisation -> organisation.map(change))
                .toList();
        return new Topology(
                channel, chaincode, batch, mappedOperations, mappedOrderers, mappedOrganisations, parties, consortium);
    }

    /** The same topology with the path of the consortium's file counted from that folder. */
    Topology consortiumFrom(Path folder) {
        return new Topology(
                channel,
                chaincode,
                batch,
                operationsPort,
                orderers,
                organisations,
                parties,
                consortium.map(folder::resolve));
    }
}
