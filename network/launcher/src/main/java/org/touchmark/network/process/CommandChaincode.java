package org.touchmark.network.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Any program that serves a chaincode, as a line for a shell: {@code npx fabric-chaincode-node server
 * --chaincode-address=$CHAINCODE_SERVER_ADDRESS --chaincode-id=$CHAINCODE_ID}. All that it starts ends with it.
 *
 * @param line what {@code /bin/sh} runs
 * @param folder where it runs
 */
public record CommandChaincode(String line, Path folder) implements ChaincodeProgram {
    public CommandChaincode {
        folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public ChildProcess.Command command(String name, Map<String, String> settings, int port, Path log) {
        return new ChildProcess.Command(name, List.of("/bin/sh", "-c", line), settings, port, folder, log)
                .tiedToLauncher();
    }

    @Override
    public String toString() {
        return "the command '" + line + "' in " + folder;
    }
}
