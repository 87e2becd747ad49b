package org.touchmark.scanner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Console.Style;
import org.touchmark.scanner.demo.GatewayProcess.Life;
import org.touchmark.scanner.demo.Story.Ending;
import org.touchmark.scanner.demo.Story.Plan;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoryTest {

    private final StringWriter text = new StringWriter();
    private final Console console = Console.to(new PrintWriter(text), new PrintWriter(text), Style.PLAIN);

    @TempDir
    private Path folder;

    private Places places;

    @BeforeEach
    void prepare() throws IOException {
        places = new Places(folder.resolve("a project"), folder.resolve("a state"));
        Files.createDirectories(places.demo());
    }

    private void script(String name, String body) throws IOException {
        Path script = places.script(name);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void a_ledger_that_does_not_start_ends_the_story_and_is_stopped() throws IOException {
        script("network/up", "exit 3");
        script("network/down", "touch \"$TOUCHMARK_STATE/down was called\"");
        Plan plan = new Plan(Ending.CLOSED, Optional.empty(), List.of());
        assertThatThrownBy(() -> Story.tell(console, places, plan))
                .isInstanceOf(StoryException.class)
                .hasMessage("network/up ended with exit code 3; see what it said above");
        assertThat(places.state().resolve("down was called")).exists();
    }

    @Test
    void a_missing_script_is_named() {
        assertThatThrownBy(() -> new Scripts(places).run("network/up"))
                .isInstanceOf(StoryException.class)
                .hasMessageContaining("network/up: there is no such program");
    }

    @Test
    void a_port_that_is_taken_is_named_with_a_way_out() throws IOException {
        script("gateway/serve", "exit 0");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            GatewayProcess gateway = new GatewayProcess(places, new Scripts(places));
            assertThatThrownBy(() -> gateway.start(port, Life.ENDS_WITH_US))
                    .isInstanceOf(StoryException.class)
                    .hasMessageContaining("port " + port + " is taken by another program; choose one with --port");
        }
    }

    @Test
    void a_gateway_that_ends_as_it_starts_is_quoted() throws IOException {
        script("gateway/serve", "echo 'no such key'; exit 1");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        GatewayProcess gateway = new GatewayProcess(places, new Scripts(places));
        assertThatThrownBy(() -> gateway.start(port, Life.ENDS_WITH_US))
                .isInstanceOf(StoryException.class)
                .hasMessageContaining("the gateway ended as it started")
                .hasMessageContaining("no such key");
        assertThat(gateway.running()).isEmpty();
    }

    @Test
    void a_process_that_only_has_the_gateways_number_is_not_the_gateway() throws IOException {
        long ourselves = ProcessHandle.current().pid();
        Files.writeString(
                places.demo().resolve("gateway.json"), "{\"pid\":%d,\"started\":1,\"port\":1}".formatted(ourselves));
        assertThat(new GatewayProcess(places, new Scripts(places)).running()).isEmpty();
    }

    @Test
    void stopping_what_never_ran_is_no_failure() throws IOException {
        script("network/down", "exit 0");
        Story.stop(console, places);
        assertThat(text.toString()).contains("no gateway of the demo is running");
    }
}
