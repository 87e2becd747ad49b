package org.touchmark.network.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.touchmark.network.compose.ComposeFolder;
import org.touchmark.network.fabric.FabricPrograms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "compose",
        description = "Writes a folder with a Compose file of a topology, over Fabric's official images, and all that"
                + " its services read: keys too.")
final class ComposeCommand implements Callable<Integer> {
    @Mixin
    private CommandOutput output = new CommandOutput();

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            defaultValue = "fabric-bft",
            description = "The nodes and parties: a file, or one of fabric-bft, fabric-raft, fabric-two-peers"
                    + " (default: ${DEFAULT-VALUE}).")
    private String topology = "fabric-bft";

    @Option(names = "--output", required = true, paramLabel = "FOLDER", description = "The folder; made if missing.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws Exception {
        Path root = Path.of(System.getProperty("touchmark.root", "."));
        List<Path> programs = List.of(
                root.resolve("network/launcher/target/network.jar"),
                root.resolve("network/launcher/target/lib"),
                root.resolve("chaincode/contract/target/contract.jar"));
        ComposeFolder.write(
                folder, new ComposeFolder.Plan(topology, FabricPrograms.findCaServer(), programs), output::line);
        output.line("Start it with: docker compose --file " + folder.resolve("compose.yaml") + " up");
        return 0;
    }
}
