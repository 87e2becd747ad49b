package org.touchmark.gateway;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Role;
import org.touchmark.gateway.admission.PartyDesk;
import org.touchmark.gateway.admission.PartyForm;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.Organisation;
import org.touchmark.gateway.config.Pem;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.Signatory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Votes on companies, for an organisation's administrator, whose key is the operator's and no party's. */
@Command(
        name = "party",
        description = "Read, propose, vote for, suspend and reinstate parties, as an organisation's administrator.",
        mixinStandardHelpOptions = true)
final class PartyCommand implements Runnable {
    @ParentCommand
    private GatewayCommand parent = new GatewayCommand();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--as",
            paramLabel = "MSP",
            scope = ScopeType.INHERIT,
            description = "Whose administrator acts; needed where the connection file has several organisations' keys.")
    private @Nullable String msp;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new ConfigException("say what to do: propose, vote, suspend, reinstate, show or prefix");
    }

    @Command(
            name = "propose",
            description =
                    "Propose a party, or another form of one that is admitted; counts as a vote. What is not said of"
                            + " an admitted party stays as it is.",
            mixinStandardHelpOptions = true)
    void propose(
            @Parameters(paramLabel = "GLN") String gln,
            @Option(names = "--name", description = "What people call it.") @Nullable String name,
            @Option(names = "--msp", description = "The organisation whose CA enrols it.") @Nullable String itsMsp,
            @Option(
                            names = "--role",
                            split = ",",
                            description =
                                    "brand, distributor, retailer, inspector, marketplace: all that it is to have.")
                    @Nullable
                    List<String> roles,
            @Option(
                            names = "--prefix",
                            split = ",",
                            description = "The GS1 company prefixes: all that it is to hold, or none.")
                    @Nullable
                    List<String> prefixes,
            @Option(
                            names = "--certificate",
                            paramLabel = "FILE",
                            description = "Its certificate, whose key it signs with.")
                    @Nullable
                    Path certificate,
            @Option(
                            names = "--key",
                            paramLabel = "HEX",
                            description =
                                    "SHA-256 of its public key (SubjectPublicKeyInfo), instead of the certificate.")
                    @Nullable
                    String key) {
        PartyForm form = new PartyForm(
                read(gln, Gln::new),
                Optional.ofNullable(name),
                Optional.ofNullable(itsMsp).map(text -> read(text, MspId::new)),
                key(certificate, key),
                Optional.ofNullable(roles)
                        .map(all -> all.stream()
                                .map(text -> read(text, Role::parse))
                                .toList()),
                Optional.ofNullable(prefixes).map(PartyCommand::prefixes));
        with(desk -> desk.propose(form));
    }

    @Command(
            name = "vote",
            description =
                    "Vote for one of the proposals that stand; show tells their digests, so that nobody votes for what he"
                            + " has not read. Each organisation has one vote on a party; it counts for 30 days.",
            mixinStandardHelpOptions = true)
    void vote(
            @Parameters(paramLabel = "GLN") String gln,
            @Option(names = "--digest", paramLabel = "HEX", required = true, description = "The proposal's digest.")
                    String digest) {
        with(desk -> desk.vote(read(gln, Gln::new), hash(digest)));
    }

    @Command(
            name = "suspend",
            description = "Vote for suspending a party: it then writes nothing and is offered nothing.",
            mixinStandardHelpOptions = true)
    void suspend(@Parameters(paramLabel = "GLN") String gln) {
        with(desk -> desk.suspend(read(gln, Gln::new)));
    }

    @Command(
            name = "reinstate",
            description = "Vote for reinstating a suspended party.",
            mixinStandardHelpOptions = true)
    void reinstate(@Parameters(paramLabel = "GLN") String gln) {
        with(desk -> desk.reinstate(read(gln, Gln::new)));
    }

    @Command(
            name = "show",
            description = "Tell what a party is, and all that is proposed of it.",
            mixinStandardHelpOptions = true)
    void show(@Parameters(paramLabel = "GLN") String gln) {
        reading(desk -> desk.show(read(gln, Gln::new)));
    }

    @Command(
            name = "prefix",
            description = "Tell who holds a GS1 company prefix and who held it before.",
            mixinStandardHelpOptions = true)
    void prefix(@Parameters(paramLabel = "PREFIX") String prefix) {
        reading(desk -> desk.prefix(read(prefix, CompanyPrefix::new)));
    }

    /** A vote is somebody's. */
    private void with(Consumer<PartyDesk> work) {
        Connection connection = Connection.read(parent.connection());
        List<Organisation> able = able(connection);
        if (able.size() > 1) {
            throw new ConfigException(parent.connection() + ": has the administrator's key of " + names(able)
                    + "; say with --as whose administrator acts");
        }
        as(able.get(0), connection, work);
    }

    /** What is asked is answered alike to whichever administrator asks. */
    private void reading(Consumer<PartyDesk> work) {
        Connection connection = Connection.read(parent.connection());
        as(able(connection).get(0), connection, work);
    }

    private void as(Organisation organisation, Connection connection, Consumer<PartyDesk> work) {
        Signatory admin = Signatory.read(organisation.msp(), organisation.admin());
        PrintWriter out = spec.commandLine().getOut();
        try (Ledger ledger = FabricLedger.open(connection, Deadlines.STANDARD, admin, "")) {
            work.accept(new PartyDesk(ledger.as(admin), out::println));
        } finally {
            out.flush();
        }
    }

    /** The organisations whose administrator can act from here, and with --as that one; never none. */
    private List<Organisation> able(Connection connection) {
        List<Organisation> able = connection.organisations().stream()
                .filter(organisation -> Files.isReadable(organisation.admin().key()))
                .toList();
        List<Organisation> chosen = able.stream()
                .filter(organisation -> msp == null || isNamed(organisation, msp))
                .toList();
        if (chosen.isEmpty()) {
            String whose = msp == null ? "no organisation" : names(able) + ", and not of " + msp;
            throw new ConfigException(parent.connection() + ": has the administrator's key of "
                    + (able.isEmpty() ? "no organisation" : whose));
        }
        return chosen;
    }

    /** By its MSP, or as the topology calls it: AureliaMSP is aurelia too. */
    private static boolean isNamed(Organisation organisation, String text) {
        return organisation.msp().equalsIgnoreCase(text) || organisation.msp().equalsIgnoreCase(text + "MSP");
    }

    private static String names(List<Organisation> able) {
        return able.stream().map(Organisation::msp).collect(Collectors.joining(", "));
    }

    private static Optional<Bytes> key(@Nullable Path certificate, @Nullable String key) {
        if (certificate != null && key != null) {
            throw new ConfigException("give --certificate or --key, not both");
        }
        return certificate != null
                ? Optional.of(
                        Sha256.of(Pem.certificate(certificate).getPublicKey().getEncoded()))
                : Optional.ofNullable(key).map(PartyCommand::hash);
    }

    private static Bytes hash(String hex) {
        return read(hex, text -> Bytes.fromHex("SHA-256", text, Sha256.LENGTH));
    }

    private static List<CompanyPrefix> prefixes(List<String> texts) {
        return texts.equals(List.of("none"))
                ? List.of()
                : texts.stream().map(text -> read(text, CompanyPrefix::new)).toList();
    }

    /** What is wrong with an argument is no refusal of the ledger's. */
    private static <T> T read(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (RefusedException e) {
            throw new ConfigException(e.prose(), e);
        }
    }
}
