package org.touchmark.network.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.config.ConfigDelta;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.testing.RandomEdits;
import org.touchmark.network.testing.processes.Programs;

/** Updates beside those that Fabric's own program computes; not run where it is missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigProposalIT {
    private static final String CHANNEL = "touchmark";
    private static final int ROUNDS = 40;

    @TempDir
    Path folder;

    @Test
    void an_update_is_what_configtxlator_computes() throws Exception {
        String configtxlator = RequiredProgram.require("configtxlator").toString();
        for (long seed = 0; seed < ROUNDS; seed++) {
            RandomEdits edits = new RandomEdits(seed);
            ConfigGroup original = edits.tree();
            ConfigGroup wanted = edits.edited(original);
            if (!ConfigDelta.between(original, wanted).isChange()) {
                continue;
            }
            ConfigProposal proposal = ConfigProposal.of(CHANNEL, config(original), tree -> wanted);

            assertThat(ConfigUpdate.parseFrom(proposal.update()))
                    .as("seed %d", seed)
                    .isEqualTo(computed(configtxlator, original, wanted));
        }
    }

    private static Config config(ConfigGroup tree) {
        return Config.newBuilder().setChannelGroup(tree).build();
    }

    private ConfigUpdate computed(String configtxlator, ConfigGroup original, ConfigGroup wanted) throws Exception {
        Path before =
                Files.write(folder.resolve("original.pb"), config(original).toByteArray());
        Path after = Files.write(folder.resolve("updated.pb"), config(wanted).toByteArray());
        Path update = folder.resolve("update.pb");
        Programs.Outcome outcome = Programs.run(
                folder,
                Duration.ofSeconds(30),
                List.of(
                        configtxlator,
                        "compute_update",
                        "--channel_id",
                        CHANNEL,
                        "--original",
                        before.toString(),
                        "--updated",
                        after.toString(),
                        "--output",
                        update.toString()));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return ConfigUpdate.parseFrom(Files.readAllBytes(update));
    }
}
