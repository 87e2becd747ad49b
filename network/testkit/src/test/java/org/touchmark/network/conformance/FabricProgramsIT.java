package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.junit.RunReport;
import org.touchmark.network.material.MspFolders;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.testing.processes.Programs;
import org.touchmark.network.testing.processes.TestChaincodeServer;

/** Fabric's own programs as clients and readers of the embedded ledger, where this machine has them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FabricProgramsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.embedded(TestChaincodeServer.program());

    private static final TestedLedger LEDGER =
            new EmbeddedLedger(() -> NETWORK.network().connectionProfile());

    @TempDir
    static Path folder;

    private static String own;

    @BeforeAll
    static void prepare() throws IOException {
        own = LEDGER.mspIds().get(0);
        List.of("peer", "configtxlator").stream()
                .filter(program -> RequiredProgram.find(program).isPresent())
                .forEach(program -> RunReport.note("ledger", "Fabric's " + program + " on the embedded ledger"));
        // What the peer program asks for before it does anything.
        Files.writeString(folder.resolve("core.yaml"), """
                peer:
                  BCCSP:
                    Default: SW
                    SW: {Hash: SHA2, Security: 256}
                  client: {connTimeout: 3s}
                """);
    }

    @AfterAll
    static void disconnect() {
        LEDGER.close();
    }

    @Nested
    class The_peer_program {
        private String run(String... arguments) throws Exception {
            List<String> command =
                    new ArrayList<>(List.of(RequiredProgram.require("peer").toString()));
            command.addAll(List.of(arguments));
            Programs.Outcome outcome = Programs.run(folder, LIMIT, environment(), command);
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            return outcome.output();
        }

        private Map<String, String> environment() throws IOException {
            Path msp = folder.resolve("msp");
            var root = Pem.certificate(Files.readString(LEDGER.tlsRoot(own)));
            MspFolders.write(msp, new MspDefinition(own, List.of(root), List.of(root), List.of()), LEDGER.client(own));
            Map<String, String> environment = new HashMap<>();
            environment.put("FABRIC_CFG_PATH", folder.toString());
            environment.put("FABRIC_LOGGING_SPEC", "ERROR:chaincodeCmd=INFO:cli.common=INFO");
            environment.put("CORE_PEER_LOCALMSPID", own);
            environment.put("CORE_PEER_MSPCONFIGPATH", msp.toString());
            environment.put("CORE_PEER_ADDRESS", LEDGER.endpoint(own));
            environment.put("CORE_PEER_TLS_ENABLED", "true");
            environment.put("CORE_PEER_TLS_ROOTCERT_FILE", LEDGER.tlsRoot(own).toString());
            return environment;
        }

        private String query(String function, String key) throws Exception {
            return run(
                    "chaincode", "query", "-C", LEDGER.channel(), "-n", LEDGER.chaincode(), "-c", call(function, key));
        }

        private String call(String... arguments) {
            return "{\"Args\":[\"" + String.join("\",\"", arguments) + "\"]}";
        }

        /** Endorsed by two organisations, ordered, and waited for at both peers. */
        private String invoke(String... arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of("chaincode", "invoke", "-C", LEDGER.channel()));
            command.addAll(List.of("-n", LEDGER.chaincode(), "-c", call(arguments)));
            command.addAll(List.of("-o", LEDGER.ordererEndpoint(), "--tls"));
            command.addAll(List.of("--cafile", LEDGER.ordererTlsRoot().toString()));
            for (String mspId : LEDGER.mspIds().subList(0, 2)) {
                command.addAll(List.of("--peerAddresses", LEDGER.endpoint(mspId)));
                command.addAll(
                        List.of("--tlsRootCertFiles", LEDGER.tlsRoot(mspId).toString()));
            }
            command.add("--waitForEvent");
            return run(command.toArray(String[]::new));
        }

        @Test
        void invokes_and_queries() throws Exception {
            String key = "key-" + UUID.randomUUID();

            String invoked = invoke("put", key, "by-the-peer-program");

            assertThat(invoked).contains("committed with status (VALID)").contains("Chaincode invoke successful");
            assertThat(query("get", key).strip()).endsWith("by-the-peer-program");
            try (Gateway gateway = LEDGER.connect(own)) {
                assertThat(gateway.getNetwork(LEDGER.channel())
                                .getContract(LEDGER.chaincode())
                                .evaluateTransaction("get", key))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("by-the-peer-program");
            }
        }

        @Test
        void reads_the_chain() throws Exception {
            assertThat(run("channel", "getinfo", "-c", LEDGER.channel())).contains("\"height\":");
            Path block = folder.resolve("newest.block");
            run("channel", "fetch", "newest", block.toString(), "-c", LEDGER.channel());
            assertThat(Block.parseFrom(Files.readAllBytes(block)).getHeader().getNumber())
                    .isPositive();
        }

        @Test
        void reads_what_is_defined() throws Exception {
            String defined = run("lifecycle", "chaincode", "querycommitted", "-C", LEDGER.channel());

            assertThat(defined).contains("Name: " + LEDGER.chaincode()).contains("Sequence: 1");
        }
    }

    @Nested
    class Configtxlator {
        @Test
        void decodes_every_block() throws Exception {
            String program = RequiredProgram.require("configtxlator").toString();
            long height = LEDGER.height(own);
            try (Gateway gateway = LEDGER.connect(own);
                    CloseableIterator<Block> blocks = gateway.getNetwork(LEDGER.channel())
                            .newBlockEventsRequest()
                            .startBlock(0)
                            .build()
                            .getEvents()) {
                for (long number = 0; number < height; number++) {
                    JsonNode decoded = decoded(program, blocks.next());
                    assertThat(decoded.path("header").path("number").asLong()).isEqualTo(number);
                    assertThat(decoded.path("data")
                                    .path("data")
                                    .path(0)
                                    .path("payload")
                                    .path("header")
                                    .path("channel_header")
                                    .path("channel_id")
                                    .asText())
                            .isEqualTo(LEDGER.channel());
                }
            }
        }

        private JsonNode decoded(String program, Block block) throws Exception {
            Path file = folder.resolve("decode.block");
            Path json = folder.resolve("decode.json");
            Files.write(file, block.toByteArray());
            Programs.Outcome outcome = Programs.run(
                    folder,
                    LIMIT,
                    List.of(
                            program,
                            "proto_decode",
                            "--type",
                            "common.Block",
                            "--input",
                            file.toString(),
                            "--output",
                            json.toString()));
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            return new ObjectMapper().readTree(json.toFile());
        }
    }
}
