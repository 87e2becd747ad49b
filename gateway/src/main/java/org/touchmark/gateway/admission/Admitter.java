package org.touchmark.gateway.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.EnrolledParty;
import org.touchmark.gateway.config.GatewayConfig;
import org.touchmark.gateway.config.GatewayConfig.HostedParty;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.PeerStatus;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.member.LabelKeyRing;
import org.touchmark.gateway.member.LabelSigner;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Tokens;

/**
 * Sets up a consortium from its connection file, for one operator who holds every organisation's admin key: founds it,
 * has the admins admit each party, registers label keys, makes tokens. Done again, it does what is missing.
 */
public final class Admitter {
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration CATCHING_UP = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Connection connection;
    private final StateFolder state;
    private final Ledger ledger;
    private final Clock clock;
    private final Consumer<String> reporter;

    /**
     * An admitter.
     *
     * @param connection the ledger and its parties
     * @param state where keys and tokens go
     * @param ledger the ledger
     * @param clock tells the times that are signed
     * @param reporter told what is being done, a line each
     */
    public Admitter(Connection connection, StateFolder state, Ledger ledger, Clock clock, Consumer<String> reporter) {
        this.connection = connection;
        this.state = state;
        this.ledger = ledger;
        this.clock = clock;
        this.reporter = reporter;
    }

    /**
     * Does what is missing and writes {@code gateway.json}.
     *
     * @return what was written
     * @throws IOException if the state folder can't be written
     */
    public GatewayConfig run() throws IOException {
        Map<MspId, Ballot> ballots = new TreeMap<>();
        for (Connection.Organisation organisation : connection.organisations()) {
            Signatory admin = Signatory.read(organisation.msp(), organisation.admin());
            ballots.put(new MspId(organisation.msp()), new Ballot(ledger.as(admin)));
        }
        awaitPeers();
        found(ballots);
        List<HostedParty> hosted = new ArrayList<>();
        for (EnrolledParty enrolled : connection.parties()) {
            hosted.add(host(ballots, enrolled));
        }
        GatewayConfig config = new GatewayConfig(hosted);
        config.write(state.gatewayFile());
        return config;
    }

    // A ledger that was started a moment ago has peers that listen and chaincode that does not yet.
    private void awaitPeers() {
        long end = System.nanoTime() + STARTING.toNanos();
        List<PeerStatus> down = down();
        if (!down.isEmpty()) {
            reporter.accept("waiting up to " + STARTING.toSeconds() + " s for " + down.size() + " peers");
        }
        while (!down.isEmpty() && System.nanoTime() < end) {
            pause();
            down = down();
        }
        if (!down.isEmpty()) {
            PeerStatus first = down.get(0);
            throw new LedgerUnavailableException(
                    down.size() + " peers are not up after " + STARTING.toSeconds() + " s; " + first.name() + ": "
                            + first.detail(),
                    null);
        }
    }

    private List<PeerStatus> down() {
        return ledger.peers().stream().filter(peer -> !peer.up()).toList();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("interrupted while waiting for the peers", e);
        }
    }

    private void found(Map<MspId, Ballot> ballots) throws IOException {
        List<MspId> msps = List.copyOf(ballots.keySet());
        boolean now = ballots.values().iterator().next().found(msps);
        reporter.accept(now ? "consortium of " + msps + " founded" : "consortium stands");
        if (now) {
            state.setBatchesAside()
                    .ifPresent(aside -> reporter.accept(
                            "this ledger begins anew; batches of an earlier one are put aside in " + aside));
        }
    }

    private HostedParty host(Map<MspId, Ballot> ballots, EnrolledParty enrolled) {
        Signatory signatory = Signatory.read(enrolled.msp(), enrolled.identity());
        Party party = new Party(
                new Gln(enrolled.gln()),
                enrolled.name(),
                new MspId(enrolled.msp()),
                Sha256.of(signatory.certificate().getPublicKey().getEncoded()),
                List.of(Role.parse(enrolled.role())),
                enrolled.prefixes().stream().map(CompanyPrefix::new).toList());
        admit(ballots, party);
        String token = new TokenFiles(state).kept(enrolled.slug());
        Optional<Path> labelKey = Optional.empty();
        if (party.roles().contains(Role.BRAND)) {
            labelKey = Optional.of(labelKey(enrolled.slug()));
            Member member = new Member(
                    enrolled.slug(),
                    party.gln(),
                    party.name(),
                    signatory,
                    ledger.as(signatory),
                    labelKey.map(LabelKeyRing::read));
            registerLabelKey(member, LabelSigner.read(labelKey.get()));
        }
        return new HostedParty(
                enrolled.slug(),
                enrolled.gln(),
                enrolled.name(),
                enrolled.msp(),
                enrolled.role(),
                enrolled.identity(),
                labelKey,
                Tokens.digest(token));
    }

    // Its own organisation proposes, so that the others vote for what its members' organisation says of it.
    private void admit(Map<MspId, Ballot> ballots, Party party) {
        Ballot own = ballots.get(party.msp());
        if (own == null) {
            throw new IllegalArgumentException(
                    "party " + party.gln() + ": its organisation " + party.msp() + " is not in the connection file");
        }
        if (own.isAdmitted(party)) {
            reporter.accept(party.name() + " (" + party.gln() + ") is admitted");
            return;
        }
        // What votes gave it beside what the connection file says, it keeps.
        Party wanted = own.withWhatItHas(party);
        own.propose(wanted);
        for (Map.Entry<MspId, Ballot> ballot : ballots.entrySet()) {
            if (own.isAdmitted(wanted)) {
                break;
            }
            if (!ballot.getKey().equals(party.msp())) {
                await(() -> ballot.getValue().vote(wanted));
            }
        }
        if (!await(() -> own.isAdmitted(party))) {
            throw new IllegalStateException(
                    "party " + party.gln() + ": every organisation has voted and it is still not admitted");
        }
        reporter.accept(party.name() + " (" + party.gln() + ") admitted by the organisations' votes");
    }

    // Peers commit a block one after the other.
    private static boolean await(BooleanSupplier seen) {
        long end = System.nanoTime() + CATCHING_UP.toNanos();
        boolean there = seen.getAsBoolean();
        while (!there && System.nanoTime() < end) {
            pause();
            there = seen.getAsBoolean();
        }
        return there;
    }

    private void registerLabelKey(Member brand, LabelSigner signer) {
        Ballot ballot = new Ballot(brand.ledger());
        if (ballot.hasLabelKey(brand.gln(), signer.keyId())) {
            reporter.accept("label key " + signer.keyId() + " of " + brand.name() + " is registered");
            return;
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        byte[] claim = LabelKey.claim(connection.channel(), brand.gln(), signer.publicKey(), now);
        ballot.registerLabelKey(
                new LabelKey(signer.keyId(), signer.publicKey(), brand.gln(), now, null, brand.sign(claim, now)));
        reporter.accept("label key " + signer.keyId() + " of " + brand.name() + " registered");
    }

    private Path labelKey(String slug) {
        Path file = state.labelKey(slug);
        if (!Files.exists(file)) {
            LabelKeyRing.make(file);
        }
        return file;
    }
}
