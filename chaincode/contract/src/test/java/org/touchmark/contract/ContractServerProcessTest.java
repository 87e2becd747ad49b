package org.touchmark.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the server's program as launchers do, and sees it come and go. */
@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ContractServerProcessTest {
    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void launch(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                ContractServer.class.getName());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private String errors() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void it_says_when_it_is_ready_and_ends_with_its_standard_input() throws IOException, InterruptedException {
        int port = freePort();
        launch(Map.of(
                "CHAINCODE_ID", "touchmark:1",
                "CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + port,
                "TOUCHMARK_EXIT_WITH_STDIN", "true"));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);

        assertThat(output.readLine()).isEqualTo("chaincode server ready on 127.0.0.1:" + port);
        process.getOutputStream().close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output.readLine()).isNull();
    }

    @Test
    void it_ends_at_once_when_a_setting_does_not_hold() throws IOException, InterruptedException {
        launch(Map.of("CHAINCODE_ID", "touchmark:1", "CHAINCODE_SERVER_ADDRESS", "0.0.0.0:9999"));

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors()).contains("CHAINCODE_SERVER_ADDRESS=0.0.0.0:9999").doesNotContain("\tat ");
    }

    @Test
    void it_ends_with_a_clear_error_when_its_port_is_taken() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            launch(Map.of(
                    "CHAINCODE_ID", "touchmark:1", "CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + taken.getLocalPort()));

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(errors()).contains("can't serve", String.valueOf(taken.getLocalPort()));
        }
    }
}
