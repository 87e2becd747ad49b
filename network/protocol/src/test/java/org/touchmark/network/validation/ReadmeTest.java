package org.touchmark.network.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

/** The lines of Java in the module's README, which run here as they stand there. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadmeTest {
    private static final Path MODULE = Path.of(System.getProperty("touchmark.root", "../.."), "network/protocol");
    private static final Path SOURCE =
            MODULE.resolve("src/test/java").resolve(ReadmeTest.class.getName().replace('.', '/') + ".java");

    @TempDir
    Path folder;

    private final TestConsortium consortium = TestConsortium.create();
    private final TestTransactions transactions = new TestTransactions(consortium);
    private Block block1 = Block.getDefaultInstance();

    @BeforeEach
    void write() throws Exception {
        Block block0 = consortium.blockZero();
        ByteString endorsedByOne = transactions
                .draft()
                .endorsers(transactions.peers().get(0))
                .build()
                .toByteString();
        block1 = new BlockAssembler(consortium.orderer())
                .next(block0, List.of(transactions.write("a", "1").toByteString(), endorsedByOne));
        Files.write(folder.resolve("0.pb"), block0.toByteArray());
        Files.write(folder.resolve("1.pb"), block1.toByteArray());
    }

    private void verify() throws Exception {
        // README
        Block block0 = Block.parseFrom(Files.readAllBytes(folder.resolve("0.pb"))); // from somebody you trust
        Block block1 = Block.parseFrom(Files.readAllBytes(folder.resolve("1.pb"))); // from anybody
        ChannelConfig channel = ChannelConfigs.of(block0);
        ChainRules.requireGenesis(block0);
        ChainRules.requireNext(channel, block0.getHeader(), block1);
        Optional<ByteString> policy = Optional.of(ApplicationPolicy.newBuilder()
                .setChannelConfigPolicyReference("/Channel/Application/Endorsement")
                .build()
                .toByteString());
        for (Checked transaction : new BlockValidator(channel, chaincode -> policy).check(block1, Set.of())) {
            System.out.println(transaction.code() + " " + transaction.reason());
        }
        // README
    }

    @Test
    void the_readme_shows_these_lines() throws Exception {
        String shown = between(Files.readString(MODULE.resolve("README.md")), "```java\n", "```");
        String run = between(Files.readString(SOURCE), "        // README\n", "        // README\n");

        assertThat(shown).isEqualTo(run.stripTrailing().stripIndent() + "\n");
        assertThat(shown.lines().count()).isLessThanOrEqualTo(12);
    }

    private static String between(String text, String start, String end) {
        Matcher matcher = Pattern.compile(Pattern.quote(start) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(text);
        assertThat(matcher.find()).as("something after " + start).isTrue();
        return matcher.group(1);
    }

    @Test
    void they_tell_of_each_transaction_whether_creator_and_endorsements_hold() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            verify();
        } finally {
            System.setOut(before);
        }

        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "VALID ",
                        "ENDORSEMENT_POLICY_FAILURE the endorsements do not satisfy the policy of chaincode 'goods'");
    }

    @Test
    void they_refuse_a_block_with_a_byte_of_its_data_changed() throws Exception {
        ByteString changed = transactions.write("a", "2").toByteString();
        Block forged = block1.toBuilder()
                .setData(block1.getData().toBuilder().setData(0, changed))
                .build();
        Files.write(folder.resolve("1.pb"), forged.toByteArray());

        assertThat(catchThrowable(this::verify))
                .isInstanceOf(InvalidBlockException.class)
                .hasMessage("its data hash is not that of its data");
    }
}
