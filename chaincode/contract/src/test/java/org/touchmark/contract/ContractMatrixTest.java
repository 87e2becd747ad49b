package org.touchmark.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.PermissionMatrix;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.function.LedgerFunctions;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Role;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ContractMatrixTest {
    @Test
    void the_contract_permits_what_the_table_says_and_nothing_else() throws Exception {
        String address = "127.0.0.1:" + freePort();
        var server = ContractServer.start(
                ServerSettings.from(Map.of("CHAINCODE_ID", "touchmark_1:matrix", "CHAINCODE_SERVER_ADDRESS", address)));
        try (TestPeer peer = new TestPeer(address, new MemoryLedger())) {
            List<PermissionMatrix.Cell> cells = new PermissionMatrix(World.found(new PeerDesk(peer))).walk();

            assertThat(cells).hasSize(Action.values().length * Role.values().length * 2 - PermissionMatrix.NOT_TRIED);
            assertThat(cells).filteredOn(cell -> !cell.isAsTheTableSays()).isEmpty();
        } finally {
            server.stop();
            server.blockUntilShutdown();
        }
    }

    @Test
    void the_readme_names_every_function_with_its_arguments() throws IOException {
        String readme = Files.readString(
                Path.of(System.getProperty("touchmark.root"), "chaincode", "contract", "README.md"),
                StandardCharsets.UTF_8);

        assertThat(LedgerFunctions.checking(TestChannel.CLAIMS).all())
                .allSatisfy(function -> assertThat(readme)
                        .contains("| `" + function.name() + "` | " + String.join(", ", function.parameters()) + " |"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
