package org.touchmark.network.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.Network;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.embedded.EmbeddedNetwork;
import org.touchmark.network.fabric.FabricNetwork;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyException;
import org.touchmark.network.topology.TopologyFile;
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

    @Option(
            names = "--chaincode",
            paramLabel = "JAR",
            description = "What the chaincode servers run instead of Touchmark's contract: a Java program with its"
                    + " libraries, which takes id and address from CHAINCODE_ID and CHAINCODE_SERVER_ADDRESS.")
    private @Nullable Path chaincode;

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
        if (chaincode != null) {
            arguments.add("--chaincode");
            arguments.add(chaincode.toAbsolutePath().toString());
        }
        return arguments;
    }

    /** Starts the ledger in the folder. */
    Network start(StateFolder folder, Consumer<String> progress)
            throws IOException, TopologyException, CaException, FabricPrograms.MissingException {
        ChaincodeProgram program = ChaincodeProgram.jar(
                chaincode == null
                        ? Path.of(System.getProperty("touchmark.root", "."), "chaincode/contract/target/contract.jar")
                        : chaincode);
        return fabric ? startFabric(folder, program, progress) : startEmbedded(folder, program, progress);
    }

    private Network startEmbedded(StateFolder folder, ChaincodeProgram program, Consumer<String> progress)
            throws IOException, TopologyException, CaException {
        Topology plan = topology == null ? TopologyFile.embedded() : TopologyFile.named(topology);
        return EmbeddedNetwork.start(new EmbeddedNetwork.Plan(plan, folder.network(), folder.log(), program), progress);
    }

    private Network startFabric(StateFolder folder, ChaincodeProgram program, Consumer<String> progress)
            throws IOException, TopologyException, CaException, FabricPrograms.MissingException {
        Topology plan = topology == null ? TopologyFile.fabricBft() : TopologyFile.named(topology);
        FabricPrograms programs = FabricPrograms.find();
        progress.accept("Fabric " + programs.version() + ": " + programs.peer());
        return FabricNetwork.start(
                new FabricNetwork.Plan(programs, plan, folder.network(), folder.log(), program), progress);
    }
}
