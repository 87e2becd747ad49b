package org.touchmark.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FabricProgramsTest {
    @TempDir
    Path folder;

    @Test
    void are_taken_from_FABRIC_HOME_before_PATH() throws Exception {
        programs("home/bin", "3.1.5");
        programs("path", "3.1.4");
        FabricPrograms found = FabricPrograms.find(Map.of("FABRIC_HOME", at("home"), "PATH", at("path")));
        assertThat(found.version()).isEqualTo("3.1.5");
        assertThat(found.peer()).isEqualTo(folder.resolve("home/bin/peer"));
        assertThat(FabricPrograms.find(Map.of("PATH", at("empty") + ":" + at("path")))
                        .version())
                .isEqualTo("3.1.4");
    }

    @Nested
    class Are_refused_in_two_lines {
        @Test
        void when_one_is_missing() throws Exception {
            programs("path", "3.1.5");
            Files.delete(folder.resolve("path/orderer"));
            refuses("Fabric's program orderer is neither in FABRIC_HOME/bin nor on PATH.");
        }

        @Test
        void when_they_are_of_another_release() throws Exception {
            programs("path", "2.5.12");
            refuses("is of release 2.5.12; this needs 3.1.");
        }

        @Test
        void when_they_are_of_two_releases() throws Exception {
            programs("path", "3.1.5");
            program("path/orderer", "#!/bin/sh\necho ' Version: v3.1.4'\n");
            refuses("they must be of one release");
        }

        @Test
        void when_they_are_for_another_processor() throws Exception {
            programs("path", "3.1.5");
            program("path/peer", "\u007fELF of another machine");
            refuses("not for this operating system and processor");
        }

        @Test
        void when_they_are_something_else() throws Exception {
            programs("path", "3.1.5");
            program("path/peer", "#!/bin/sh\necho 'usage: peer into the dark'\n");
            refuses("it says: usage: peer into the dark");
        }

        private void refuses(String found) {
            assertThatThrownBy(() -> FabricPrograms.find(Map.of("PATH", at("path"))))
                    .isInstanceOf(FabricPrograms.MissingException.class)
                    .hasMessageContaining(found)
                    .satisfies(
                            failure -> assertThat(failure.getMessage().lines()).hasSize(2))
                    .hasMessageContaining("Install Fabric's official release 3.1.5");
        }
    }

    @Nested
    class Fabric_CAs_server {
        @Test
        void is_taken_where_it_is_installed_and_done_without_where_it_is_not() throws Exception {
            programs("path", "3.1.5");
            assertThat(find().caServer()).isEmpty();
            program("path/fabric-ca-server", "#!/bin/sh\necho ' Version: v1.5.9'\n");
            assertThat(find().caServer())
                    .contains(new FabricPrograms.CaServer(folder.resolve("path/fabric-ca-server"), "1.5.9"));
        }

        @Test
        void of_another_release_is_refused_with_what_to_do() throws Exception {
            programs("path", "3.1.5");
            program("path/fabric-ca-server", "#!/bin/sh\necho ' Version: v1.4.9'\n");
            assertThatThrownBy(this::find)
                    .isInstanceOf(FabricPrograms.MissingException.class)
                    .hasMessageContaining("fabric-ca-server is of release 1.4.9; this needs 1.5.")
                    .hasMessageContaining("or take this one off PATH");
        }

        private FabricPrograms find() throws FabricPrograms.MissingException {
            return FabricPrograms.find(Map.of("PATH", at("path")));
        }
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private void programs(String place, String version) throws IOException {
        for (String name : new String[] {"peer", "orderer"}) {
            program(place + "/" + name, "#!/bin/sh\necho '" + name + ":'\necho ' Version: v" + version + "'\n");
        }
    }

    private void program(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
