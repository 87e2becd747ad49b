package org.touchmark.network.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.testing.Eventually;
import org.touchmark.network.testing.processes.Programs;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessNodeTest {
    @TempDir
    Path folder;

    private final List<ProcessHandle> others =
            ProcessHandle.current().children().toList();
    private ProcessNode node;

    /** Prints its process id, listens, and ends with its standard input. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            int port = Integer.parseInt(arguments[0]);
            System.out.println("pid " + ProcessHandle.current().pid());
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            System.in.transferTo(OutputStream.nullOutputStream());
            socket.close();
        }
    }

    @BeforeEach
    void make() throws Exception {
        node = node(Integer.toString(Programs.freePort()));
    }

    @AfterEach
    void stop() {
        node.stop();
    }

    private ProcessNode node(String port) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                port);
        int number = port.matches("\\d+") ? Integer.parseInt(port) : 1;
        return new ProcessNode(
                NodeKind.CHAINCODE_SERVER,
                "Aurelia",
                new ChildProcess.Command("program", command, Map.of(), number, folder, folder.resolve("program.log")));
    }

    private List<String> pids() {
        return node.lastLogLines(100).stream()
                .filter(line -> line.startsWith("pid "))
                .toList();
    }

    private ProcessHandle running() {
        List<String> pids = pids();
        return ProcessHandle.of(Long.parseLong(pids.get(pids.size() - 1).substring("pid ".length())))
                .orElseThrow();
    }

    @Test
    void a_process_that_ends_unasked_is_started_again_each_time() {
        node.start();
        node.awaitHealthy();
        for (int ends = 1; ends <= 2; ends++) {
            int starts = ends + 1;
            running().destroyForcibly();
            Eventually.await("start " + starts, () -> pids().size() == starts && node.health() == Node.Health.UP);
        }
    }

    @Test
    void a_process_that_was_killed_on_purpose_stays_down_until_it_is_restarted() {
        node.start();
        node.awaitHealthy();

        node.kill();
        assertThat(node.health()).isEqualTo(Node.Health.DOWN);
        node.restart();

        assertThat(node.health()).isEqualTo(Node.Health.UP);
        assertThat(pids()).hasSize(2);
    }

    @Test
    void a_process_that_was_to_be_started_again_is_not_once_its_node_is_stopped() {
        node.start();
        node.awaitHealthy();
        ProcessHandle first = running();
        first.destroyForcibly();
        Eventually.await("its end", () -> !first.isAlive());

        node.stop();

        assertThat(node.health()).isEqualTo(Node.Health.DOWN);
        node.start();
        node.awaitHealthy();
        assertThat(ProcessHandle.current().children().filter(child -> !others.contains(child)))
                .containsExactly(running());
    }

    @Test
    void a_process_that_ends_before_it_listens_is_not_started_again_but_reported_with_its_last_lines() {
        node = node("none");
        node.start();

        assertThatThrownBy(node::awaitHealthy)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("program ended before it was ready")
                .hasMessageContaining("For input string: \"none\"");
        assertThat(node.health()).isEqualTo(Node.Health.DOWN);
    }
}
