package org.touchmark.network.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.processes.Programs;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LeftoversTest {
    @Test
    void a_process_that_goes_on_is_named_and_ended() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        Leftovers leftovers = new Leftovers(Map.of("peer0.aurelia", process.toHandle()), Map.of());

        assertThatIllegalStateException()
                .isThrownBy(leftovers::requireNone)
                .withMessage("The network was closed and has left process %d of peer0.aurelia", process.pid());
        assertThat(process.waitFor()).isNotZero();
    }

    @Test
    void a_port_that_is_still_served_is_named() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Leftovers leftovers = new Leftovers(Map.of(), Map.of("orderer0", socket.getLocalPort()));

            assertThatIllegalStateException()
                    .isThrownBy(leftovers::requireNone)
                    .withMessage("The network was closed and has left port %d of orderer0", socket.getLocalPort());
        }
    }

    @Test
    void what_has_ended_is_nothing() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        Leftovers leftovers =
                new Leftovers(Map.of("peer0.aurelia", process.toHandle()), Map.of("orderer0", Programs.freePort()));

        assertThatNoException().isThrownBy(leftovers::requireNone);
    }
}
