package org.touchmark.network.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.Network;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.chaincode.ChaincodeTerms;
import org.touchmark.network.fabric.FabricNetwork;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.machine.EmbeddedNetwork;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyException;
import org.touchmark.network.topology.TopologyFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which ledger is started: the one place that knows that there are two. */
final class LedgerOptions {
    @Option(
            names = "--fabric",
            description =
                    "Starts Hyperledger Fabric's own programs, found in FABRIC_HOME/bin or on PATH, instead of the"
                            + " embedded ledger.")
    private boolean fabric;

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            description = "The nodes and parties: a file, or one of embedded, fabric-bft (default with --fabric),"
                    + " fabric-raft, fabric-two-peers.")
    private @Nullable String topology;

    @Mixin
    private ChaincodeOptions chaincode = new ChaincodeOptions();

    /** The same options for another process, which may run in another folder. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (fabric) {
            arguments.add("--fabric");
        }
        if (topology != null) {
            arguments.add("--topology");
            arguments.add(
                    TopologyFile.ownNames().contains(topology)
                            ? topology
                            : Path.of(topology).toAbsolutePath().toString());
        }
        arguments.addAll(chaincode.arguments());
        return arguments;
    }

    /** Starts the ledger in the folder, with the chaincode of its last start if none is named. */
    Network start(StateFolder folder, Consumer<String> progress)
            throws IOException, TopologyException, CaException, FabricPrograms.MissingException {
        ChaincodeChoice before = ChaincodeChoice.read(folder.network());
        ChaincodeChoice chosen = chaincode.over(before);
        Topology plan = chosen.name().isPresent()
                ? topology()
                        .withChaincode(TopologyFile.chaincodeName(chosen.name().get()))
                : topology();
        Chaincode served = new Chaincode(chosen.program(), chaincode.terms());
        if (!chosen.equals(ChaincodeChoice.OWN)) {
            progress.accept("Chaincode %s: %s%s"
                    .formatted(
                            plan.chaincode(),
                            served.program(),
                            chosen.equals(before) ? ", as at the last start (--chaincode names another)" : ""));
        }
        // Before the start, since one that is killed in the middle must be gone on with.
        chosen.write(folder.network());
        try {
            return fabric ? startFabric(folder, plan, served, progress) : startEmbedded(folder, plan, served, progress);
        } catch (IOException | CaException | FabricPrograms.MissingException | RuntimeException e) {
            before.write(folder.network());
            throw e;
        }
    }

    private record Chaincode(ChaincodeProgram program, ChaincodeTerms terms) {}

    private Topology topology() throws IOException, TopologyException {
        if (topology == null) {
            return fabric ? TopologyFile.fabricBft() : TopologyFile.embedded();
        }
        return TopologyFile.named(topology);
    }

    private static Network startEmbedded(StateFolder folder, Topology plan, Chaincode served, Consumer<String> progress)
            throws IOException, CaException {
        return EmbeddedNetwork.start(
                new EmbeddedNetwork.Plan(
                        plan,
                        folder.network(),
                        folder.log(),
                        served.program(),
                        served.terms(),
                        ChaincodeLimits.DEFAULT),
                progress);
    }

    private static Network startFabric(StateFolder folder, Topology plan, Chaincode served, Consumer<String> progress)
            throws IOException, CaException, FabricPrograms.MissingException {
        FabricPrograms programs = FabricPrograms.find();
        progress.accept("Fabric " + programs.version() + ": " + programs.peer());
        return FabricNetwork.start(
                new FabricNetwork.Plan(
                        programs,
                        plan,
                        folder.network(),
                        folder.log(),
                        served.program(),
                        served.terms(),
                        ChaincodeLimits.DEFAULT),
                progress);
    }
}
