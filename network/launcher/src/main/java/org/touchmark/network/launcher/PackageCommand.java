package org.touchmark.network.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.touchmark.network.fabric.ChaincodePackage;
import org.touchmark.network.material.DurableFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "package", description = "Writes a chaincode package that names a chaincode server, and prints its id.")
final class PackageCommand implements Callable<Integer> {
    @Mixin
    private CommandOutput output = new CommandOutput();

    @Parameters(paramLabel = "LABEL", description = "Such as touchmark_1.1.")
    private String label = "";

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            description = "Where the peer finds the server; without it, where the peer's own settings say.")
    private String address = ChaincodePackage.PEERS_OWN;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The package.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        ChaincodePackage made = ChaincodePackage.service(label, address);
        DurableFiles.write(file, made.bytes().toByteArray());
        output.line(made.id());
        return 0;
    }
}
