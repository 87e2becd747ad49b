package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.AbsenceProof.Neighbour;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.merkle.MerkleTree;
import org.touchmark.domain.unit.UnitDigest;

/** Proofs over a page of one's own making, and forgeries of them; {@link SealRulesTest} has those over whole batches. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AbsenceProofTest {
    private static final PageLayout ONE_PAGE = new PageLayout(1);

    /** Units 0, 2, 4 and so on are there, the odd ones are not. */
    private static UnitDigest unit(int number) {
        return new UnitDigest(number, 0);
    }

    private static Page page(int entries) {
        return Page.of(IntStream.range(0, entries).mapToObj(i -> unit(2 * i)).toList());
    }

    private static BatchTree batch(Page page) {
        return BatchTree.of(List.of(PageSummary.of(page)));
    }

    private static AbsenceProof proof(Page page, UnitDigest absent) {
        return AbsenceProof.of(page, absent, batch(page).proof(0));
    }

    @Nested
    class A_forged_neighbour {
        private final Page page = page(7);
        private final BatchTree batch = batch(page);

        private boolean proves(UnitDigest digest, Neighbour before, Neighbour after) {
            return new AbsenceProof(Optional.of(before), Optional.of(after), batch.proof(0))
                    .proves(digest, batch.root(), ONE_PAGE);
        }

        @Test
        void above_a_unit_that_is_there_does_not_hide_it() {
            Neighbour before = Neighbour.of(page, 3);
            Neighbour hidden = Neighbour.of(page, 4);
            Neighbour next = Neighbour.of(page, 5);
            Neighbour moved = new Neighbour(next.digest(), next.ordinal(), hidden.inPage());

            assertThat(proves(unit(7), before, hidden)).isTrue();
            assertThat(proves(unit(8), before, moved)).isFalse();
        }

        @Test
        void of_a_page_of_another_size_proves_nothing_even_by_the_same_path() {
            Neighbour before = Neighbour.of(page, 3);
            Neighbour after = Neighbour.of(page, 4);
            // Entry 4 has siblings in the same places in trees of 7 and of 8.
            InclusionProof ofEight = new InclusionProof(4, 8, after.inPage().path());
            Neighbour resized = new Neighbour(after.digest(), after.ordinal(), ofEight);

            assertThat(resized.pageRoot()).isEqualTo(after.pageRoot()).contains(page.root());
            assertThat(proves(unit(7), before, after)).isTrue();
            assertThat(proves(unit(7), before, resized)).isFalse();
        }
    }

    @Nested
    class A_proof {
        @Test
        void with_ordinals_reads_back_and_holds() {
            SortedMap<UnitDigest, Integer> ordinals = new TreeMap<>();
            IntStream.range(0, 7).forEach(i -> ordinals.put(unit(2 * i), -i));
            Page page = Page.of(ordinals);
            AbsenceProof proof = proof(page, unit(7));

            assertThat(proof.before().orElseThrow().ordinal()).hasValue(-3);
            assertThat(proof.after().orElseThrow().ordinal()).hasValue(-4);
            assertThat(proof.proves(unit(7), batch(page).root(), ONE_PAGE)).isTrue();
            assertThat(AbsenceProof.fromJson(proof.toJson())).isEqualTo(proof);
        }

        @Test
        void of_the_fullest_page_holds_and_of_a_fuller_one_does_not() {
            Page full = page(Page.MAX_ENTRIES);
            List<byte[]> more = IntStream.rangeClosed(0, Page.MAX_ENTRIES)
                    .mapToObj(i -> unit(2 * i).toBytes())
                    .toList();
            MerkleTree overfull = MerkleTree.of(more);
            BatchTree forged = BatchTree.of(List.of(new PageSummary(more.size(), overfull.root())));
            AbsenceProof tooMuch = new AbsenceProof(
                    Optional.of(new Neighbour(unit(0), OptionalInt.empty(), overfull.proof(0))),
                    Optional.of(new Neighbour(unit(2), OptionalInt.empty(), overfull.proof(1))),
                    forged.proof(0));

            assertThat(proof(full, unit(1)).proves(unit(1), batch(full).root(), ONE_PAGE))
                    .isTrue();
            assertThat(tooMuch.proves(unit(1), forged.root(), ONE_PAGE)).isFalse();
        }
    }
}
