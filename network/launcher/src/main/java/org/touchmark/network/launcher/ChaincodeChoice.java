package org.touchmark.network.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.touchmark.network.material.DurableFiles;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.process.CommandChaincode;

/**
 * The chaincode that a network runs instead of Touchmark's contract, kept in the network's folder: a later start that
 * names none runs the same again.
 *
 * @param name what the channel calls it; empty for the topology's name
 * @param jar a Java program; empty if there is a command, or for Touchmark's own contract
 * @param command any program
 */
record ChaincodeChoice(Optional<String> name, Optional<Path> jar, Optional<CommandChaincode> command) {
    /** Touchmark's own contract under the topology's name. */
    static final ChaincodeChoice OWN = new ChaincodeChoice(Optional.empty(), Optional.empty(), Optional.empty());

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path file(Path network) {
        return network.resolve("chaincode.json");
    }

    /** What the last start in the folder ran. */
    static ChaincodeChoice read(Path network) throws IOException {
        if (!Files.exists(file(network))) {
            return OWN;
        }
        JsonNode kept = JSON.readTree(file(network).toFile());
        Optional<CommandChaincode> command = text(kept, "command")
                .map(line ->
                        new CommandChaincode(line, Path.of(kept.path("folder").asText())));
        return new ChaincodeChoice(text(kept, "name"), text(kept, "jar").map(Path::of), command);
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }

    void write(Path network) throws IOException {
        if (equals(OWN)) {
            Files.deleteIfExists(file(network));
            return;
        }
        ObjectNode kept = JSON.createObjectNode();
        name.ifPresent(text -> kept.put("name", text));
        jar.ifPresent(path -> kept.put("jar", path.toString()));
        command.ifPresent(program -> kept.put("command", program.line())
                .put("folder", program.folder().toString()));
        Files.createDirectories(network);
        DurableFiles.write(file(network), JSON.writeValueAsBytes(kept));
    }

    /**
     * The program to run.
     *
     * @throws IllegalArgumentException if it is not there any more
     */
    ChaincodeProgram program() {
        if (command.isPresent()) {
            CommandChaincode chosen = command.get();
            if (!Files.isDirectory(chosen.folder())) {
                throw new IllegalArgumentException("The folder %s of the chaincode's command is not there. %s"
                        .formatted(chosen.folder(), "Name another with --chaincode-folder."));
            }
            return chosen;
        }
        return ChaincodeProgram.jar(jar.orElseGet(
                () -> Path.of(System.getProperty("touchmark.root", "."), "chaincode/contract/target/contract.jar")));
    }
}
