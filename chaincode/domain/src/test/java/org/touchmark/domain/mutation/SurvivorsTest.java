package org.touchmark.domain.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.mutation.Survivors.Fate;
import org.touchmark.domain.mutation.Survivors.Listed;
import org.touchmark.domain.mutation.Survivors.Mutant;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SurvivorsTest {
    private static final Mutant SURVIVOR = new Mutant("merkle.MerkleTree", "if (a || b) {", "Math", Fate.SURVIVED);
    private static final Mutant KILLED = new Mutant("merkle.MerkleTree", "return a;", "Math", Fate.KILLED);
    private static final Listed ROW = new Listed("merkle.MerkleTree", "if (a || b) {", "Math", "it is a size only");

    @Test
    void the_list_is_a_table_of_class_line_mutator_and_reason() {
        String markdown = """
                # Title

                | Class | Line | Mutator | Why |
                |---|---|---|---|
                | `merkle.MerkleTree` | `if (a \\|\\| b) {` | Math | it is a size only |
                """;

        assertThat(Survivors.list(markdown)).containsExactly(ROW);
    }

    @Test
    void every_row_of_the_modules_own_list_names_a_line_that_is_there() throws IOException {
        String root = System.getProperty("touchmark.root", "../..");
        Path module = Path.of(root, "chaincode", "domain");
        String markdown = Files.readString(module.resolve("src/test/mutation/equivalent.md"));
        List<Listed> rows = Survivors.list(markdown);

        assertThat(rows).hasSize((int)
                markdown.lines().filter(line -> line.startsWith("| `")).count());
        for (Listed row : rows) {
            String file = row.inClass().replace('.', '/').replaceFirst("\\$.*", "") + ".java";
            assertThat(Files.readAllLines(
                            module.resolve("src/main/java/org/touchmark/domain").resolve(file)))
                    .as(row.toString())
                    .anyMatch(line -> line.strip().equals(row.line()));
        }
    }

    @Test
    void a_row_explains_one_survivor_and_not_two_of_a_line() {
        assertThat(new Survivors(List.of(SURVIVOR, KILLED), List.of(ROW)).unexplained())
                .isEmpty();
        assertThat(new Survivors(List.of(SURVIVOR, SURVIVOR), List.of(ROW)).unexplained())
                .containsExactly(SURVIVOR);
    }

    @Test
    void a_row_whose_mutant_was_killed_is_outdated_but_not_one_of_a_class_that_was_left_out() {
        Listed killed = new Listed("merkle.MerkleTree", "return a;", "Math", "it was thought to change nothing");
        Listed leftOut = new Listed("label.LabelKey", "return a;", "Math", "it is of another package");

        assertThat(new Survivors(List.of(SURVIVOR, KILLED), List.of(ROW, ROW, killed, leftOut)).outdated())
                .containsExactly(ROW, killed);
    }

    @Test
    void a_row_whose_mutant_timed_out_may_stay_since_the_machine_may_have_been_busy() {
        Mutant slow = new Mutant(SURVIVOR.inClass(), SURVIVOR.line(), SURVIVOR.mutator(), Fate.TIMED_OUT);
        Survivors all = new Survivors(List.of(slow), List.of(ROW));

        assertThat(all.outdated()).isEmpty();
        assertThat(all.passes(100)).isTrue();
    }

    @Test
    void a_mutant_that_was_not_tried_counts_for_nothing() {
        Mutant notTried = new Mutant("label.LabelKey", "return a;", "Math", Fate.NOT_TRIED);
        Survivors all = new Survivors(List.of(KILLED, notTried), List.of());

        assertThat(all.unexplained()).isEmpty();
        assertThat(all.passes(100)).isTrue();
        assertThat(all.report())
                .contains("2 mutants, 1 not tried, 0 listed as changing nothing; of the other 1 killed 1");
    }

    @Test
    void the_share_of_the_killed_counts_without_the_explained() {
        Survivors half = new Survivors(List.of(SURVIVOR, KILLED), List.of());

        assertThat(half.passes(50)).isTrue();
        assertThat(half.passes(51)).isFalse();
        assertThat(new Survivors(List.of(SURVIVOR, KILLED), List.of(ROW)).passes(100))
                .isTrue();
        assertThat(new Survivors(List.of(KILLED), List.of(ROW)).passes(50)).isFalse();
        assertThat(half.report())
                .contains("of the other 2 killed 1, 50.0 %")
                .contains("survived: `merkle.MerkleTree` | `if (a \\|\\| b) {` | Math");
    }
}
