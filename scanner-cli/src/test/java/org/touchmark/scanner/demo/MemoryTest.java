package org.touchmark.scanner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.custody.HandOffId;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemoryTest {
    private static final HandOffId HAND_OFF = new HandOffId("9506000134376hhandOffNumber0001");

    @TempDir
    private Path folder;

    @Test
    void ids_and_hand_offs_outlive_the_process() throws IOException {
        Path file = folder.resolve("demo/story.json");
        Memory begun = Memory.begin(file, "ledger one");
        begun.keepHandOff("first", HAND_OFF);
        Memory recalled = Memory.recall(file).orElseThrow();
        assertThat(recalled.isOf("ledger one")).isTrue();
        assertThat(recalled.isOf("ledger two")).isFalse();
        assertThat(recalled.operation("register")).isEqualTo(begun.operation("register"));
        assertThat(recalled.lot()).isEqualTo(begun.lot());
        assertThat(recalled.handOff("first")).contains(HAND_OFF);
        assertThat(recalled.handOff("second")).isEmpty();
    }

    @Test
    void two_stories_share_no_ids() throws IOException {
        Memory one = Memory.begin(folder.resolve("one.json"), "ledger");
        Memory two = Memory.begin(folder.resolve("two.json"), "ledger");
        assertThat(one.operation("register")).isNotEqualTo(two.operation("register"));
    }

    @Test
    void nothing_is_recalled_of_a_story_never_begun() throws IOException {
        assertThat(Memory.recall(folder.resolve("none.json"))).isEmpty();
    }

    @Test
    void a_file_of_something_else_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("story.json"), "[]");
        assertThatThrownBy(() -> Memory.recall(file))
                .isInstanceOf(StoryException.class)
                .hasMessageContaining("story.json: not the story's memory");
    }
}
