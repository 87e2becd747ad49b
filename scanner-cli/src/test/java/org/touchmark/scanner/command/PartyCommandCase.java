package org.touchmark.scanner.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.scanner.client.StandInGateway;
import org.touchmark.scanner.client.StandInGateway.Asked;
import org.touchmark.scanner.command.Shell.Run;

/** Commands in a party's name, at a gateway that answers as a test tells it to. Apostrophes in JSON stand for quotation marks. */
abstract class PartyCommandCase {
    static final String GTIN = "09506000134352";
    static final String HAND_OFF = "9506000134376hhandOffNumber0001";
    static final String PROBLEM = "application/problem+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    final StandInGateway gateway = new StandInGateway();
    final Shell shell = new Shell(Instant.EPOCH);

    @TempDir
    Path folder;

    Path token;

    @BeforeEach
    final void writeToken() throws IOException {
        token = Files.writeString(folder.resolve("token"), "s3cret\n");
    }

    @AfterEach
    final void close() {
        gateway.close();
    }

    final Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--gateway", gateway.url(), "--token-file", token.toString()));
        return shell.run(all.toArray(String[]::new));
    }

    /** A file with a link on each line. */
    final String links(String... links) throws IOException {
        return Files.writeString(folder.resolve("links"), String.join("\n", links))
                .toString();
    }

    final void answering(int status, String json) {
        gateway.answering(status, "application/json", quoted(json));
    }

    final void refusing(int status, String problem) {
        gateway.answering(status, PROBLEM, quoted(problem));
    }

    /** The only thing that was asked. */
    final Asked asked() {
        assertThat(gateway.asked()).hasSize(1);
        return gateway.asked().get(0);
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(quoted(text));
    }

    static String quoted(String text) {
        return text.replace('\'', '"');
    }

    /** Each command's help has its name, its exit codes and an example. */
    final void assertHelped(String... commands) {
        for (String command : commands) {
            Run run = shell.run((command + " --help").split(" "));
            assertThat(run.exit()).as(command).isZero();
            assertThat(run.out())
                    .contains("touchmark " + command)
                    .contains("Exit codes")
                    .contains("Example");
        }
    }
}
