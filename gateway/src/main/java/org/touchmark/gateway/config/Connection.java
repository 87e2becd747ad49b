package org.touchmark.gateway.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The ledger to talk to, as its {@code connection.json} describes it.
 *
 * @param channel the channel's name
 * @param chaincode the chaincode's name
 * @param ledger the kind of ledger: {@code embedded} or {@code fabric}
 * @param operators how many independent operators run it; 1 on the embedded ledger
 * @param organisations the organisations and their peers
 * @param parties the enrolled parties that came with the ledger
 */
public record Connection(
        String channel,
        String chaincode,
        String ledger,
        int operators,
        List<Organisation> organisations,
        List<EnrolledParty> parties) {

    /** Copies the lists and checks that there is a peer to talk to. */
    public Connection {
        organisations = List.copyOf(organisations);
        parties = List.copyOf(parties);
        if (organisations.stream().allMatch(organisation -> organisation.peers().isEmpty())) {
            throw new ConfigException("connection: no organisation has a peer");
        }
    }

    /**
     * An organisation of the channel.
     *
     * @param msp its MSP id
     * @param name its name for people
     * @param peers its peers
     * @param admin the identity that founds the consortium and votes for it
     */
    public record Organisation(String msp, String name, List<PeerAddress> peers, IdentityFiles admin) {
        /** Copies the list. */
        public Organisation {
            peers = List.copyOf(peers);
        }
    }

    /**
     * Where a peer answers.
     *
     * @param name the peer's name, which its TLS certificate also carries
     * @param endpoint host:port
     * @param tlsRoot the PEM file of the root that its TLS certificate chains to
     */
    public record PeerAddress(String name, String endpoint, Path tlsRoot) {}

    /**
     * Where an identity's certificate and key are.
     *
     * @param certificate a PEM file
     * @param key a PKCS#8 PEM file
     */
    public record IdentityFiles(Path certificate, Path key) {}

    /**
     * A party with the identity that its organisation's CA issued.
     *
     * @param slug its short name, which names its files
     * @param gln its GLN
     * @param name its name for people
     * @param msp its organisation
     * @param role the one role it has
     * @param prefixes the GS1 company prefixes it is to hold
     * @param identity its certificate and key
     */
    public record EnrolledParty(
            String slug,
            String gln,
            String name,
            String msp,
            String role,
            List<String> prefixes,
            IdentityFiles identity) {
        /** Copies the list; a slug names files, so it is a plain lower-case word. */
        public EnrolledParty {
            prefixes = List.copyOf(prefixes);
            if (!slug.matches("[a-z0-9][a-z0-9-]{0,62}")) {
                throw new ConfigException("party " + slug + ": a slug is 1 to 63 of a-z, 0-9 and -");
            }
        }
    }

    /**
     * Reads a connection file; paths in it count from its own folder.
     *
     * @param file the file
     * @return what it says
     */
    public static Connection read(Path file) {
        ConfigJson json = ConfigJson.read(file, "start the ledger first: network/up writes it");
        return new Connection(
                json.text("channel"),
                json.text("chaincode"),
                json.text("ledger"),
                json.number("operators"),
                json.objects("organisations", Connection::organisation),
                json.objects("parties", Connection::party));
    }

    private static Organisation organisation(ConfigJson json) {
        return new Organisation(
                json.text("msp"),
                json.text("name"),
                json.objects(
                        "peers",
                        peer -> new PeerAddress(peer.text("name"), peer.text("endpoint"), peer.path("tlsRoot"))),
                identity(json.object("admin")));
    }

    private static EnrolledParty party(ConfigJson json) {
        return new EnrolledParty(
                json.text("slug"),
                json.text("gln"),
                json.text("name"),
                json.text("msp"),
                json.text("role"),
                json.texts("prefixes"),
                identity(json));
    }

    static IdentityFiles identity(ConfigJson json) {
        return new IdentityFiles(json.path("certificate"), json.path("key"));
    }
}
