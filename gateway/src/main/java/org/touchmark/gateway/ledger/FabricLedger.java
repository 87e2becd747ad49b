package org.touchmark.gateway.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.touchmark.gateway.config.Connection;

/** The ledger through the Fabric Gateway SDK: the same for Fabric's own peers and for the embedded ones. */
public final class FabricLedger implements Ledger {
    /** Peers that were asked how they are a moment ago are not asked again. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private final Connection connection;
    private final Deadlines deadlines;
    private final Signatory prober;
    private final String probedGln;
    private final List<PeerLink> peers;
    private final ExecutorService probes;
    private final NewestBlock newest = new NewestBlock();
    private final Endorsers endorsers = new Endorsers();
    private final FollowUps followUps;
    private long recheckedAtNanos = System.nanoTime() - FRESH.toNanos();

    private FabricLedger(Connection connection, Deadlines deadlines, Signatory prober, String probedGln) {
        this.connection = connection;
        this.deadlines = deadlines;
        this.followUps = new FollowUps(deadlines.settle());
        this.prober = prober;
        this.probedGln = probedGln;
        this.peers = new ArrayList<>();
        for (Connection.Organisation organisation : connection.organisations()) {
            organisation.peers().forEach(peer -> peers.add(PeerLink.open(organisation.msp(), peer)));
        }
        this.probes = Executors.newFixedThreadPool(Math.max(1, peers.size()), task -> {
            Thread thread = new Thread(task, "peer-probe");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens the connections; peers that are down do not stop it, since they may come back.
     *
     * @param connection the ledger
     * @param deadlines how long to wait
     * @param prober who asks the peers how they are
     * @param probedGln the party that a trial read asks for
     * @return the ledger
     */
    public static FabricLedger open(Connection connection, Deadlines deadlines, Signatory prober, String probedGln) {
        return new FabricLedger(connection, deadlines, prober, probedGln);
    }

    @Override
    public LedgerClient as(Signatory signatory) {
        return new GroupCommit(apart(signatory), followUps);
    }

    /**
     * The same way, on which each write has a transaction of its own: what the benchmark compares with.
     *
     * @param signatory who calls
     * @return its way to the ledger
     */
    public LedgerClient apart(Signatory signatory) {
        // Its own organisation's peers first: they know its identity best, and it has the right to their time.
        List<Route> routes = new ArrayList<>();
        peers.stream()
                .filter(peer -> peer.msp().equals(signatory.msp()))
                .forEach(peer -> routes.add(route(peer, signatory)));
        peers.stream()
                .filter(peer -> !peer.msp().equals(signatory.msp()))
                .forEach(peer -> routes.add(route(peer, signatory)));
        return new FabricLedgerClient(
                connection,
                deadlines,
                new Routes(connection.channel(), routes, endorsers, this::recheck),
                signatory,
                newest,
                followUps);
    }

    @Override
    public List<PeerStatus> peers() {
        List<CompletableFuture<PeerStatus>> asked = peers.stream()
                .map(peer -> CompletableFuture.supplyAsync(() -> probe(peer), probes))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public WriteStatus writes() {
        return followUps.status();
    }

    /** Puts the peers behind that do not answer, and those back that do. Many calls fail at once: one asks for all. */
    private synchronized void recheck() {
        if (System.nanoTime() - recheckedAtNanos > FRESH.toNanos()) {
            peers();
            recheckedAtNanos = System.nanoTime();
        }
    }

    @Override
    public void close() {
        followUps.close();
        probes.shutdownNow();
        peers.forEach(PeerLink::close);
    }

    /**
     * Waits until every peer has each block that one has now.
     *
     * @param limit how long
     * @return the height that all have
     * @throws LedgerUnavailableException if one does not answer
     * @throws IllegalStateException if one lacks blocks still after that time
     */
    public long awaitEveryPeer(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Map<String, Long> heights = heights();
        long target = Collections.max(heights.values());
        while (Collections.min(heights.values()) < target) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("peers are still at heights " + heights + " after " + limit);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            heights = heights();
        }
        return target;
    }

    /** How many blocks every peer has, by the peers' names; their chaincode is not asked for anything. */
    private Map<String, Long> heights() {
        return peers.stream().collect(Collectors.toMap(PeerLink::name, this::heightOf));
    }

    private long heightOf(PeerLink peer) {
        try {
            return height(route(peer, prober).gateway().getNetwork(connection.channel()), peer);
        } catch (GatewayException | InvalidProtocolBufferException e) {
            throw new LedgerUnavailableException("peer " + peer.name() + " does not tell its height", e);
        }
    }

    /**
     * Reads the channel's blocks as they are now through one peer.
     *
     * @param first the number of the first
     * @return how many there are, and how big
     */
    public BlockBytes replay(long first) {
        Network network = route(peers.get(0), prober).gateway().getNetwork(connection.channel());
        long height = heightOf(peers.get(0));
        BlockBytes read = BlockBytes.NONE;
        try (CloseableIterator<Block> blocks =
                network.newBlockEventsRequest().startBlock(first).build().getEvents()) {
            while (first + read.blocks() < height && blocks.hasNext()) {
                read = read.and(blocks.next());
            }
            return read;
        } catch (InvalidProtocolBufferException e) {
            throw new LedgerUnavailableException(
                    "block " + (first + read.blocks()) + " of peer "
                            + peers.get(0).name() + " can't be read",
                    e);
        }
    }

    private static Route route(PeerLink peer, Signatory signatory) {
        Gateway gateway = Gateway.newInstance()
                .connection(peer.channel())
                .identity(new X509Identity(signatory.msp(), signatory.certificate()))
                .signer(Signers.newPrivateKeySigner(signatory.key()))
                .connect();
        return new Route(peer, gateway);
    }

    // The peer's own organisation is named in both questions, or the peer might pass them on to another one.
    private PeerStatus probe(PeerLink peer) {
        try {
            Network network = route(peer, prober).gateway().getNetwork(connection.channel());
            PeerStatus status = trialRead(network, peer, height(network, peer));
            // One that came back and lacks blocks still would answer reads by what was.
            if (status.up() && newest.isBelow(status.height())) {
                peer.trust();
            }
            return status;
        } catch (GatewayException e) {
            return down(peer, e);
        } catch (InvalidProtocolBufferException e) {
            return new PeerStatus(peer.name(), peer.msp(), false, 0, "its chain information can't be read");
        }
    }

    private long height(Network network, PeerLink peer) throws GatewayException, InvalidProtocolBufferException {
        byte[] info = evaluate(network.getContract("qscc"), peer, "GetChainInfo", connection.channel());
        return BlockchainInfo.parseFrom(info).getHeight();
    }

    private PeerStatus trialRead(Network network, PeerLink peer, long height) {
        try {
            evaluate(network.getContract(connection.chaincode()), peer, "party:Read", probedGln);
        } catch (GatewayException e) {
            // A refusal is an answer of the contract too, as before the party is admitted.
            if (Refusals.find(e).isEmpty()) {
                return down(peer, e);
            }
        }
        return new PeerStatus(peer.name(), peer.msp(), true, height, "");
    }

    private byte[] evaluate(Contract contract, PeerLink peer, String function, String argument)
            throws GatewayException {
        Duration limit = deadlines.probe();
        return contract.newProposal(function)
                .addArguments(argument)
                .setEndorsingOrganizations(peer.msp())
                .build()
                .evaluate(options -> options.withDeadlineAfter(limit));
    }

    private static PeerStatus down(PeerLink peer, GatewayException e) {
        peer.suspect();
        return new PeerStatus(peer.name(), peer.msp(), false, 0, Refusals.describe(e));
    }
}
