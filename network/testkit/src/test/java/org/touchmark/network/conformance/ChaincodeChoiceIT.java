package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.msp.PolicyWords;
import org.touchmark.network.testing.processes.Programs;
import org.touchmark.network.testing.processes.TestChaincodeServer;

/**
 * A network with another chaincode, from its first start to the day when Touchmark's own takes its place again. The tests
 * go on from one another, since each start takes seconds.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaincodeChoiceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> ORGANISATIONS = List.of("AureliaMSP", "MeridianMSP", "AssayMSP");

    @TempDir
    static Path temporary;

    private static LaunchedNetwork network;
    private static TestedLedger ledger;

    @BeforeAll
    static void prepare() throws Exception {
        network = new LaunchedNetwork(Files.createDirectory(temporary.resolve("a folder with spaces")));
        ledger = new EmbeddedLedger(network::connectionProfile);
    }

    @AfterAll
    static void end() throws Exception {
        ledger.close();
        network.end();
    }

    private static Programs.Outcome up(String... options) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("up", "--topology", network.topology().toString()));
        arguments.addAll(List.of(options));
        return network.run(arguments.toArray(String[]::new));
    }

    /** A shell's line, in the folder of the program, which knows nothing of its launcher and is the shell's child. */
    private static String[] command(String... more) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> options = new ArrayList<>(List.of(
                "--chaincode-command",
                "'%s' -Xmx128m -jar contract.jar %s; true".formatted(java, TestChaincodeServer.STAY),
                "--chaincode-folder",
                network.contract().getParent().toString()));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static QueryChaincodeDefinitionResult definition(String name) throws Exception {
        try (Gateway gateway = ledger.connect("AureliaMSP")) {
            return QueryChaincodeDefinitionResult.parseFrom(gateway.getNetwork(ledger.channel())
                    .getContract("_lifecycle")
                    .evaluateTransaction(
                            "QueryChaincodeDefinition",
                            QueryChaincodeDefinitionArgs.newBuilder()
                                    .setName(name)
                                    .build()
                                    .toByteArray()));
        }
    }

    private static TxValidationCode endorsedBy(String mspId) throws Exception {
        try (Gateway gateway = ledger.connect("AureliaMSP")) {
            return contract(gateway)
                    .newProposal("put")
                    .addArguments("by " + mspId, "v")
                    .setEndorsingOrganizations(mspId)
                    .build()
                    .endorse()
                    .submitAsync()
                    .getStatus()
                    .getCode();
        }
    }

    private static Contract contract(Gateway gateway) {
        return gateway.getNetwork(ledger.channel()).getContract(ledger.chaincode());
    }

    private static String asked(String mspId, String function, String... arguments) throws Exception {
        try (Gateway gateway = ledger.connect(mspId)) {
            return new String(
                    contract(gateway)
                            .newProposal(function)
                            .addArguments(arguments)
                            .setEndorsingOrganizations(mspId)
                            .build()
                            .evaluate(),
                    StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--signature-policy=AND('AureliaMSP.king')|knows no principal 'AureliaMSP.king'",
                "--signature-policy=OR('ElsewhereMSP.peer')|all peers together do not satisfy it",
                "--signature-policy=OR('AureliaMSP.client')|all peers together do not satisfy it",
                "--channel-config-policy=/Channel/Application/Nothing|all peers together do not satisfy it",
                "--signature-policy=OR('AureliaMSP.peer') --channel-config-policy=X|has one endorsement policy",
                "--chaincode=no-such.jar|no-such.jar is not there",
                "--chaincode=a.jar --chaincode-command=b|give one of them",
                "--chaincode-folder=.|--chaincode-folder is where --chaincode-command runs",
                "--chaincode-command=x --chaincode-folder=gone|The folder",
                "--chaincode-name=a/b|'a/b' must be letters and digits",
                "--chaincode-sequence=2|sequence 2 is asked for, and the channel has no definition of it"
            })
    @Order(1)
    void what_can_not_be_is_refused_by_name(String options, String reason) throws Exception {
        Programs.Outcome refused = up(options.split(" ", -1));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains(reason);
        assertThat(network.run("down", "--clean").exitCode()).isZero();
    }

    @Test
    @Order(2)
    void any_command_serves_under_a_name_a_version_and_a_policy_of_its_own() throws Exception {
        Programs.Outcome up = up(command(
                "--chaincode-name=goods",
                "--chaincode-version=2.1",
                "--signature-policy=OR('AureliaMSP.peer', 'MeridianMSP.peer')"));

        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output())
                .contains("Chaincode goods: the command")
                .contains("sequence 1, version 2.1, policy OR('AureliaMSP.peer', 'MeridianMSP.peer')");
        assertThat(ledger.chaincode()).isEqualTo("goods");
        QueryChaincodeDefinitionResult definition = definition("goods");
        assertThat(definition.getSequence()).isEqualTo(1);
        assertThat(definition.getVersion()).isEqualTo("2.1");
        assertThat(PolicyWords.ofApplicationPolicy(definition.getValidationParameter()))
                .isEqualTo("OR('AureliaMSP.peer', 'MeridianMSP.peer')");
    }

    @Test
    @Order(3)
    void its_transactions_are_judged_by_that_policy() throws Exception {
        assertThat(endorsedBy("AureliaMSP")).isEqualTo(TxValidationCode.VALID);
        assertThat(endorsedBy("MeridianMSP")).isEqualTo(TxValidationCode.VALID);
        assertThat(endorsedBy("AssayMSP")).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        try (Gateway gateway = ledger.connect("AssayMSP")) {
            contract(gateway).submitTransaction("put", "planned", "by the gateway");
        }
        assertThat(asked("AssayMSP", "get", "planned")).isEqualTo("by the gateway");
    }

    @Test
    @Order(4)
    void each_server_finds_its_peers_organisation_and_its_own_id_in_the_environment() throws Exception {
        for (String mspId : ORGANISATIONS) {
            assertThat(asked(mspId, "msp")).isEqualTo(mspId);
            assertThat(asked(mspId, "environment", "CORE_CHAINCODE_ID_NAME"))
                    .isEqualTo(asked(mspId, "environment", "CHAINCODE_ID"))
                    .startsWith("goods");
        }
    }

    @Test
    @Order(5)
    void fabrics_peer_program_works_in_the_environment_that_is_printed() throws Exception {
        RequiredProgram.require("peer");
        String invoked = shell("""
                peer chaincode invoke -C "$CHANNEL" -n "$CHAINCODE" -c '{"Args":["put","from","a shell"]}' \
                  -o "$ORDERER" --tls --cafile "$ORDERER_ROOT" --waitForEvent
                peer chaincode query -C "$CHANNEL" -n "$CHAINCODE" -c '{"Args":["get","from"]}'
                peer channel list
                peer channel getinfo -c "$CHANNEL"
                peer lifecycle chaincode querycommitted -C "$CHANNEL" -n "$CHAINCODE"
                """);

        assertThat(invoked)
                .contains("committed with status (VALID)", "a shell", "touchmark", "\"height\":", "Version: 2.1");
    }

    @Test
    @Order(6)
    void an_orderer_of_the_embedded_ledger_has_no_administration_and_its_environment_says_so() throws Exception {
        Programs.Outcome environment = network.run("environment", "orderer0");

        assertThat(environment.exitCode()).isNotZero();
        assertThat(environment.output()).contains("orderer0 has no administration interface");
    }

    /** Runs lines in the environment of Aurelia's administrator, as docs/deployment.md tells people to. */
    private static String shell(String lines) throws Exception {
        Programs.Outcome environment = network.run("environment", "aurelia");
        assertThat(environment.exitCode()).as(environment.output()).isZero();
        Path file = temporary.resolve("environment.sh");
        Files.writeString(file, environment.output());
        Programs.Outcome outcome =
                Programs.run(temporary, LIMIT, List.of("bash", "-euc", "eval \"$(cat environment.sh)\"\n" + lines));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output();
    }

    @Test
    @Order(7)
    void no_process_of_the_command_outlives_a_launcher_that_is_killed() throws Exception {
        ProcessHandle launcher = network.process();
        List<ProcessHandle> processes = launcher.descendants().toList();
        launcher.destroyForcibly();

        LaunchedNetwork.awaitEnd(processes);
    }

    @Test
    @Order(8)
    void a_later_start_that_names_no_chaincode_runs_the_same_and_says_so() throws Exception {
        Programs.Outcome up = up();

        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output()).contains("Chaincode goods: the command").contains("as at the last start");
        assertThat(asked("AssayMSP", "get", "planned")).isEqualTo("by the gateway");
        assertThat(definition("goods").getSequence()).isEqualTo(1);
    }

    @Test
    @Order(9)
    void a_change_of_the_definition_takes_the_next_sequence() throws Exception {
        assertThat(network.run("down").exitCode()).isZero();
        Programs.Outcome refused = up("--chaincode-version=3.0", "--chaincode-sequence=9");
        Programs.Outcome up = up(
                "--chaincode-version=3.0",
                "--chaincode-sequence=2",
                "--channel-config-policy=/Channel/Application/Endorsement");

        assertThat(refused.output())
                .contains("sequence 9 is asked for, and the channel has sequence 1: a change takes 2");
        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(definition("goods").getSequence()).isEqualTo(2);
        assertThat(definition("goods").getVersion()).isEqualTo("3.0");
        assertThat(endorsedBy("AureliaMSP")).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(asked("AssayMSP", "get", "planned")).isEqualTo("by the gateway");
    }

    @Test
    @Order(10)
    void touchmarks_own_contract_comes_back_by_its_name() throws Exception {
        assertThat(network.run("down").exitCode()).isZero();
        Programs.Outcome up = up("--chaincode=touchmark");

        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(ledger.chaincode()).isEqualTo("touchmark");
        assertThat(definition("touchmark").getSequence()).isEqualTo(1);
        assertThat(definition("goods").getSequence()).isEqualTo(2);
    }
}
