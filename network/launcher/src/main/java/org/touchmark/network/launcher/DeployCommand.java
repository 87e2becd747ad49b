package org.touchmark.network.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.touchmark.network.compose.ComposeFolder;
import org.touchmark.network.fabric.FabricDeployment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the service setup of a Compose file runs. */
@Command(
        name = "deploy",
        hidden = true,
        description = "Brings the containers of a Compose file to where transactions can be sent, then ends.")
final class DeployCommand implements Callable<Integer> {
    @Mixin
    private CommandOutput output = new CommandOutput();

    @Option(names = "--folder", required = true, description = "What network/compose wrote.")
    private Path folder = Path.of("");

    @Option(names = "--admin-port", defaultValue = "9444", description = "Where orderers are told to join.")
    private int adminPort = 9444;

    @Override
    public Integer call() throws Exception {
        ComposeFolder.Deployed deployed = ComposeFolder.read(folder);
        FabricDeployment.deploy(deployed.topology(), deployed.material(), adminPort, output::line);
        return 0;
    }
}
