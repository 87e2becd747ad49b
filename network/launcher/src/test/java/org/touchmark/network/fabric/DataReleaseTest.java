package org.touchmark.network.fabric;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DataReleaseTest {
    @TempDir
    Path folder;

    @Test
    void data_of_the_same_minor_release_are_taken() throws IOException {
        DataRelease.require(folder, "3.1.5");
        assertThatCode(() -> DataRelease.require(folder, "3.1.6")).doesNotThrowAnyException();
    }

    @Test
    void data_of_another_one_are_refused_with_both_and_the_ways_out() throws IOException {
        DataRelease.require(folder, "3.0.2");
        assertThatThrownBy(() -> DataRelease.require(folder, "3.1.5"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds data of Fabric 3.0.2, and the programs are of Fabric 3.1.5")
                .hasMessageContaining("Take programs of release 3.0")
                .hasMessageContaining("network/down --clean");
    }
}
