package org.touchmark.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peers' external builder, called as core/container/externalbuilder/externalbuilder.go calls it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExternalBuilderTest {
    private static final String CONFIG = "{\"address\":\"127.0.0.1:7052\"}";

    @TempDir
    Path temporary;

    private Path folder;

    /** The space is on purpose: paths that hold one must work. */
    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(temporary.resolve("a folder"));
        FabricFolder fabric = new FabricFolder(folder);
        fabric.writeCommon(fabric.builder());
        for (String name : List.of("source", "metadata", "output", "release")) {
            Files.createDirectory(folder.resolve(name));
        }
        put("metadata/metadata.json", "{\"type\":\"ccaas\",\"label\":\"x\"}");
        put("source/connection.json", "{\"address\":\"{{.address}}\",\"dial_timeout\":\"10s\"}");
    }

    @Test
    void detects_packages_for_services_and_no_others() throws Exception {
        assertThat(run("", "detect", "source", "metadata")).isZero();
        put("metadata/metadata.json", "{\"type\":\"java\",\"label\":\"ccaas\"}");
        assertThat(run("", "detect", "source", "metadata")).isNotZero();
    }

    @Test
    void fills_in_the_address_of_the_peers_own_server() throws Exception {
        assertThat(run(CONFIG, "build", "source", "metadata", "output")).isZero();
        assertThat(run(CONFIG, "release", "output", "release")).isZero();
        assertThat(folder.resolve("release/chaincode/server/connection.json"))
                .hasContent("{\"address\":\"127.0.0.1:7052\",\"dial_timeout\":\"10s\"}");
    }

    @Test
    void takes_the_whole_connection_from_a_file_that_the_peers_settings_name() throws Exception {
        put("told.json", "{\"address\":\"chaincode:7052\",\"tls_required\":true}");
        String told = "{\"connection\":\"" + folder.resolve("told.json") + "\"}";
        assertThat(run(told, "build", "source", "metadata", "output")).isZero();
        assertThat(folder.resolve("output/connection.json")).hasSameTextualContentAs(folder.resolve("told.json"));
    }

    @Test
    void leaves_an_address_that_the_package_names() throws Exception {
        put("source/connection.json", "{\"address\":\"elsewhere:1\"}");
        assertThat(run("", "build", "source", "metadata", "output")).isZero();
        assertThat(folder.resolve("output/connection.json")).hasContent("{\"address\":\"elsewhere:1\"}");
    }

    @Test
    void refuses_a_package_without_an_address() throws Exception {
        assertThat(run("", "build", "source", "metadata", "output")).isNotZero();
        Files.delete(folder.resolve("source/connection.json"));
        assertThat(run(CONFIG, "build", "source", "metadata", "output")).isNotZero();
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private int run(String config, String program, String... folders) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("builder/bin").resolve(program).toString());
        for (String name : folders) {
            command.add(folder.resolve(name).toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().put("CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG", config);
        Process process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
