package org.touchmark.gateway.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.EnrolledParty;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.network.Network;

/**
 * A gateway over a network that runs, through the Gateway SDK and with the real contract.
 *
 * @param connection what the gateway knows of the network
 * @param ledger its way to the network, which this closes
 */
public record NetworkGateway(Connection connection, Ledger ledger, TestGateway gateway) implements AutoCloseable {
    /** A GTIN of the brand Aurelia. */
    public static final String GTIN = "09506000100012";

    /** The GLN of the party with a slug. */
    public String gln(String slug) {
        return connection.parties().stream()
                .filter(party -> party.slug().equals(slug))
                .map(EnrolledParty::gln)
                .findFirst()
                .orElseThrow();
    }

    /** Starts a gateway that keeps what it has to keep in the folder. */
    public static NetworkGateway start(Network network, Path folder) throws IOException {
        return start(network, folder, ledger -> ledger);
    }

    /** Starts one whose writes are told of once every peer has them. */
    public static NetworkGateway startSettled(Network network, Path folder) throws IOException {
        return start(network, folder, SettledLedger::new);
    }

    private static NetworkGateway start(Network network, Path folder, Function<FabricLedger, Ledger> way)
            throws IOException {
        Connection connection = Connection.read(network.connectionProfile());
        EnrolledParty first = connection.parties().get(0);
        Ledger ledger = way.apply(FabricLedger.open(
                connection, Deadlines.STANDARD, Signatory.read(first.msp(), first.identity()), first.gln()));
        try {
            PinnedRoots roots = PinnedRoots.parse(Files.readString(network.rootsFile()));
            return new NetworkGateway(
                    connection, ledger, TestGateway.start(connection, roots, ledger, folder, Clock.systemUTC()));
        } catch (IOException | RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    @Override
    public void close() {
        gateway.close();
        ledger.close();
    }
}
