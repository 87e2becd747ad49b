package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.merkle.MerkleTree;
import org.touchmark.domain.unit.UnitDigest;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PageTest {
    private final Random random = new Random(7);

    private List<UnitDigest> digests(int count) {
        return Stream.generate(() -> new UnitDigest(random.nextLong(), random.nextLong()))
                .limit(count)
                .toList();
    }

    @Nested
    class A_page {
        @Test
        void reads_back_from_its_bytes() {
            Page page = Page.of(digests(100));

            Page read = Page.parse(page.toBytes());

            assertThat(read.toBytes()).isEqualTo(page.toBytes()).hasSize(12 + 100 * 16);
            assertThat(read.root()).isEqualTo(page.root());
            assertThat(read.ordinal(3)).isEmpty();
        }

        @Test
        void reads_back_with_ordinals_which_are_part_of_its_root() {
            SortedMap<UnitDigest, Integer> ordinals = new TreeMap<>();
            digests(50).forEach(digest -> ordinals.put(digest, random.nextInt()));

            Page page = Page.parse(Page.of(ordinals).toBytes());

            assertThat(page.toBytes()).hasSize(12 + 50 * 20);
            assertThat(page.root()).isNotEqualTo(Page.of(ordinals.keySet()).root());
            ordinals.forEach((digest, ordinal) ->
                    assertThat(page.ordinal(page.indexOf(digest).orElseThrow())).hasValue(ordinal));
        }

        @Test
        void has_its_bytes_in_the_order_of_its_form() {
            UnitDigest low = new UnitDigest(1, 2);
            UnitDigest high = new UnitDigest(-1, 0);

            assertThat(HexFormat.of().formatHex(Page.of(List.of(high, low)).toBytes()))
                    .isEqualTo("544d5031" + "00" + "000000" + "00000002" + low + high);
        }

        @Test
        void finds_what_it_has_and_nothing_else() {
            List<UnitDigest> digests = digests(1_000);
            Page page = Page.of(digests);

            assertThat(digests)
                    .allMatch(digest ->
                            page.digest(page.indexOf(digest).orElseThrow()).equals(digest));
            assertThat(digests(1_000)).allMatch(digest -> page.indexOf(digest).isEmpty());
        }

        @Test
        void without_entries_has_the_hash_of_nothing_for_its_root() {
            Page empty = Page.of(List.of());

            assertThat(empty.count()).isZero();
            assertThat(empty.root()).hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
            assertThat(Page.parse(empty.toBytes()).count()).isZero();
        }

        @Test
        void takes_no_more_than_8192_entries() {
            List<UnitDigest> most = digests(Page.MAX_ENTRIES);
            List<UnitDigest> more = new ArrayList<>(most);
            more.addAll(digests(1));

            assertThat(Page.parse(Page.of(most).toBytes()).count()).isEqualTo(8_192);
            assertRefused(ErrorCode.PAGE_MALFORMED, () -> Page.of(more));
        }

        @Test
        void is_read_in_its_longest_form_too() {
            SortedMap<UnitDigest, Integer> ordinals = new TreeMap<>();
            digests(Page.MAX_ENTRIES).forEach(digest -> ordinals.put(digest, random.nextInt()));
            byte[] longest = Page.of(ordinals).toBytes();

            assertThat(longest).hasSize(Page.MAX_BYTES);
            assertThat(Page.parse(longest).toBytes()).isEqualTo(longest);
        }

        @Test
        void has_leaves_of_a_digest_and_its_ordinal_in_four_bytes() {
            UnitDigest digest = new UnitDigest(1, 2);

            assertThat(Page.leaf(digest, OptionalInt.empty())).isEqualTo(digest.toBytes());
            assertThat(HexFormat.of().formatHex(Page.leaf(digest, OptionalInt.of(0x01020304))))
                    .isEqualTo(digest + "01020304");
            assertThat(Page.of(new TreeMap<>(Map.of(digest, 0x01020304))).root())
                    .isEqualTo(Sha256.of(new byte[1], Page.leaf(digest, OptionalInt.of(0x01020304))));
        }
    }

    @Nested
    class A_page_of_digests_in_order {
        private byte[] joined(List<UnitDigest> digests) {
            ByteBuffer joined = ByteBuffer.allocate(digests.size() * UnitDigest.LENGTH);
            digests.forEach(digest -> joined.put(digest.toBytes()));
            return joined.array();
        }

        @Test
        void is_the_page_of_these_digests_and_of_no_more_than_it_is_told() {
            List<UnitDigest> sorted = digests(100).stream().sorted().toList();

            assertThat(Page.ofSorted(joined(sorted), 100).toBytes())
                    .isEqualTo(Page.of(sorted).toBytes());
            assertThat(Page.ofSorted(joined(sorted), 40).toBytes())
                    .isEqualTo(Page.of(sorted.subList(0, 40)).toBytes());
        }

        @Test
        void is_refused_when_they_are_not_in_order() {
            UnitDigest low = new UnitDigest(1, 2);
            UnitDigest high = new UnitDigest(-1, 0);

            assertRefused(ErrorCode.PAGE_UNSORTED, () -> Page.ofSorted(joined(List.of(high, low)), 2));
            assertRefused(ErrorCode.PAGE_DUPLICATE_DIGEST, () -> Page.ofSorted(joined(List.of(low, low)), 2));
            assertRefused(
                    ErrorCode.PAGE_MALFORMED,
                    () -> Page.ofSorted(new byte[(Page.MAX_ENTRIES + 1) * UnitDigest.LENGTH], Page.MAX_ENTRIES + 1));
        }
    }

    @Nested
    class Ordinals {
        private final PackingPlan plan =
                new PackingPlan(List.of(new PlanRun(Sscc.ofNumber(700), 10, 1, OptionalInt.empty(), 0)));

        private void require(int ordinal, Optional<PackingPlan> of) {
            Page.of(new TreeMap<>(Map.of(new UnitDigest(1, 2), 0, new UnitDigest(3, 4), ordinal)))
                    .requireOrdinals(of, 7);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 9, PackingPlan.LOOSE})
        void name_containers_of_the_plan_or_none(int ordinal) {
            assertThatCode(() -> require(ordinal, Optional.of(plan))).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(ints = {10, 11, -2, Integer.MIN_VALUE})
        void are_refused_where_the_plan_has_no_such_container(int ordinal) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> require(ordinal, Optional.of(plan)))
                    .withMessage("entry 1 of page 7 names container " + Integer.toUnsignedString(ordinal)
                            + ", the batch's plan has 10")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ORDINAL_OUT_OF_RANGE));
        }

        @Test
        void are_refused_where_there_is_no_plan() {
            assertRefused(ErrorCode.ORDINAL_OUT_OF_RANGE, () -> require(0, Optional.empty()));
        }

        @Test
        void that_a_page_does_not_have_need_no_plan() {
            assertThatCode(() -> Page.of(digests(3)).requireOrdinals(Optional.empty(), 0))
                    .doesNotThrowAnyException();
        }
    }

    @Nested
    class Bytes_that_are_no_page {
        static Stream<Consumer<ByteBuffer>> defects() {
            return Stream.of(
                    page -> page.put(0, (byte) 'X'),
                    page -> page.put(4, (byte) 2),
                    page -> page.put(5, (byte) 1),
                    page -> page.put(7, (byte) 1),
                    page -> page.putInt(8, 9),
                    page -> page.putInt(8, 11),
                    page -> page.putInt(8, -1),
                    page -> page.putInt(8, Integer.MAX_VALUE),
                    page -> page.put(4, (byte) 1));
        }

        @ParameterizedTest
        @MethodSource("defects")
        void are_refused(Consumer<ByteBuffer> defect) {
            byte[] bytes = Page.of(digests(10)).toBytes();
            defect.accept(ByteBuffer.wrap(bytes));

            assertRefused(ErrorCode.PAGE_MALFORMED, () -> Page.parse(bytes));
        }

        @Test
        void for_their_order_are_refused() {
            byte[] bytes = Page.of(digests(10)).toBytes();
            ByteBuffer.wrap(bytes).putLong(12, -1);

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Page.parse(bytes))
                    .withMessage("entry 1 of the page does not follow entry 0 in ascending order")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PAGE_UNSORTED));
        }

        @Test
        void for_a_unit_that_they_have_twice_are_refused() {
            byte[] bytes = Page.of(digests(10)).toBytes();
            ByteBuffer page = ByteBuffer.wrap(bytes);
            page.putLong(28, page.getLong(12)).putLong(36, page.getLong(20));

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Page.parse(bytes))
                    .withMessageStartingWith("entries 0 and 1 of the page are one unit, ")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PAGE_DUPLICATE_DIGEST));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 11, Page.MAX_BYTES + 1})
        void for_their_length_are_refused(int length) {
            assertRefused(ErrorCode.PAGE_MALFORMED, () -> Page.parse(new byte[length]));
        }

        @Test
        void by_chance_are_refused_and_nothing_else_happens() {
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = Page.of(digests(5)).toBytes();
                bytes[random.nextInt(12)] ^= (byte) (1 << random.nextInt(8));

                assertRefused(ErrorCode.PAGE_MALFORMED, () -> Page.parse(bytes));
            }
        }
    }

    @Nested
    class A_layout {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 245})
        void spreads_digests_in_order_over_all_pages(int pages) {
            PageLayout layout = new PageLayout(pages);

            assertThat(layout.pageOf(new UnitDigest(0, 0))).isZero();
            assertThat(layout.pageOf(new UnitDigest(-1, -1))).isEqualTo(pages - 1);
            List<UnitDigest> sorted = digests(5_000).stream().sorted().toList();
            assertThat(sorted.stream().map(layout::pageOf).toList()).isSorted();
            assertThat(sorted.stream().map(layout::pageOf).distinct().count()).isEqualTo(pages);
        }

        @Test
        void has_a_page_for_every_4096_units_up_to_ten_million() {
            assertThat(PageLayout.of(1).pages()).isOne();
            assertThat(PageLayout.of(4_096).pages()).isOne();
            assertThat(PageLayout.of(4_097).pages()).isEqualTo(2);
            assertThat(PageLayout.of(1_000_000).pages()).isEqualTo(245);
            assertThat(PageLayout.of(10_000_000).pages()).isEqualTo(2_442);
            assertRefused(ErrorCode.TOO_MANY_UNITS, () -> PageLayout.of(10_000_001));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> PageLayout.of(0));
        }

        @Test
        void has_each_digest_in_its_own_page() {
            PageLayout layout = new PageLayout(2);
            Page page = Page.of(List.of(new UnitDigest(1, 2), new UnitDigest(-1, 0)));

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> page.requireBucket(layout, 0))
                    .withMessage("entry 1 of page 0 belongs in page 1")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PAGE_FOREIGN_DIGEST));
            assertThatCode(() -> Page.of(List.of(new UnitDigest(-1, 0))).requireBucket(layout, 1))
                    .doesNotThrowAnyException();
        }

        @Test
        void has_pages_from_0_to_its_last() {
            PageLayout layout = new PageLayout(3);

            assertThat(layout.requirePage(0)).isZero();
            assertThat(layout.requirePage(2)).isEqualTo(2);
            for (int number : new int[] {-1, 3, Integer.MAX_VALUE}) {
                assertThatExceptionOfType(RefusedException.class)
                        .isThrownBy(() -> layout.requirePage(number))
                        .withMessage("page " + number + " is not one of the batch's 0 to 2")
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID));
            }
        }
    }

    @Nested
    class A_presence_proof {
        private final PageLayout layout = PageLayout.of(20_000);
        private final List<UnitDigest> digests = digests(20_000);
        private final SortedMap<Integer, Page> pages = TestBatch.pages(layout, digests);
        private final BatchTree tree =
                BatchTree.of(pages.values().stream().map(PageSummary::of).toList());

        private PresenceProof proof(UnitDigest digest) {
            int number = layout.pageOf(digest);
            Page page = pages.get(number);
            return PresenceProof.of(tree, number, page, page.indexOf(digest).orElseThrow());
        }

        @Test
        void proves_each_digest_and_reads_back() {
            for (UnitDigest digest : digests.subList(0, 50)) {
                PresenceProof proof = proof(digest);
                PresenceProof read = PresenceProof.fromJson(CanonicalJson.parse(CanonicalJson.write(proof.toJson())));

                assertThat(read).isEqualTo(proof);
                assertThat(read.proves(digest, tree.root(), layout)).isTrue();
            }
        }

        @Test
        void is_the_same_by_the_roots_of_runs_as_by_the_whole_page() {
            for (int count : new int[] {1, 2, 63, 64, 65, 127, 128, 4_096, 5_000}) {
                SortedMap<UnitDigest, Integer> ordinals = new TreeMap<>();
                digests(count).forEach(digest -> ordinals.put(digest, random.nextInt()));
                for (Page page : List.of(Page.of(ordinals.keySet()), Page.of(ordinals))) {
                    EntryRuns runs = EntryRuns.decode(EntryRuns.of(page).encode());

                    assertThat(runs.encode()).hasSize(EntryRuns.bytes(count));
                    assertThat(PageSummary.of(page, runs)).isEqualTo(PageSummary.of(page));
                    BatchTree alone = BatchTree.of(List.of(PageSummary.of(page)));
                    for (int index : new int[] {0, count / 2, count - 1}) {
                        assertThat(runs.proof(page, index)).isEqualTo(page.proof(index));
                        assertThat(PresenceProof.of(alone, 0, page, runs, index))
                                .isEqualTo(PresenceProof.of(alone, 0, page, index));
                    }
                }
            }
            Page empty = Page.of(List.of());
            assertThat(EntryRuns.of(empty).root()).isEqualTo(empty.root());
        }

        @Test
        void proves_no_other_digest_root_or_layout() {
            UnitDigest digest = digests.get(0);
            UnitDigest neighbour = new UnitDigest(digest.high(), digest.low() + 1);
            PresenceProof proof = proof(digest);

            assertThat(proof.proves(neighbour, tree.root(), layout)).isFalse();
            assertThat(proof.proves(digest, pages.get(0).root(), layout)).isFalse();
            assertThat(proof.proves(digest, tree.root(), new PageLayout(layout.pages() + 1)))
                    .isFalse();
        }

        @Test
        void fails_when_any_part_of_it_is_changed() {
            UnitDigest digest = digests.get(1);
            PresenceProof proof = proof(digest);
            InclusionProof inPage = proof.inPage();
            InclusionProof inBatch = proof.inBatch();
            List<PresenceProof> changed = List.of(
                    new PresenceProof(
                            new InclusionProof(inPage.index() ^ 1, inPage.size(), inPage.path()),
                            proof.ordinal(),
                            inBatch),
                    new PresenceProof(
                            new InclusionProof(inPage.index(), inPage.size() + 1, inPage.path()),
                            proof.ordinal(),
                            inBatch),
                    new PresenceProof(inPage, OptionalInt.of(0), inBatch),
                    new PresenceProof(
                            inPage,
                            proof.ordinal(),
                            new InclusionProof((inBatch.index() + 1) % layout.pages(), layout.pages(), inBatch.path())),
                    new PresenceProof(inBatch, proof.ordinal(), inPage),
                    new PresenceProof(
                            new InclusionProof(
                                    inPage.index(),
                                    inPage.size(),
                                    inPage.path().subList(0, inPage.path().size() - 1)),
                            proof.ordinal(),
                            inBatch));

            assertThat(changed).noneMatch(wrong -> wrong.proves(digest, tree.root(), layout));
        }

        @Test
        void is_under_the_root_over_all_pages_which_have_all_units() {
            assertThat(tree.count()).isEqualTo(20_000);
        }

        @Test
        void reads_back_from_its_bytes() {
            SortedMap<UnitDigest, Integer> ordinals = new TreeMap<>();
            digests(100).forEach(digest -> ordinals.put(digest, random.nextInt()));
            PresenceProof loose = proof(digests.get(2));
            PresenceProof packed = PresenceProof.of(tree, 1, Page.of(ordinals), 37);
            int hashes = packed.inPage().path().size() + packed.inBatch().path().size();

            assertThat(PresenceProof.parse(loose.toBytes())).isEqualTo(loose);
            assertThat(PresenceProof.parse(packed.toBytes())).isEqualTo(packed);
            assertThat(PresenceProof.fromJson(packed.toJson())).isEqualTo(packed);
            assertThat(packed.toBytes()).hasSize(1 + 7 * 4 + 32 * hashes);
        }

        @Test
        void of_the_fullest_page_holds_and_of_a_fuller_one_does_not() {
            PageLayout one = new PageLayout(1);
            List<UnitDigest> most =
                    digests(Page.MAX_ENTRIES + 1).stream().sorted().toList();
            UnitDigest digest = most.get(0);
            Page full = Page.of(most.subList(0, Page.MAX_ENTRIES));
            BatchTree batch = BatchTree.of(List.of(PageSummary.of(full)));
            MerkleTree overfull =
                    MerkleTree.of(most.stream().map(UnitDigest::toBytes).toList());
            BatchTree forged = BatchTree.of(List.of(new PageSummary(Page.MAX_ENTRIES + 1, overfull.root())));
            PresenceProof tooMuch = new PresenceProof(overfull.proof(0), OptionalInt.empty(), forged.proof(0));

            assertThat(PresenceProof.of(batch, 0, full, 0).proves(digest, batch.root(), one))
                    .isTrue();
            assertThat(tooMuch.proves(digest, forged.root(), one)).isFalse();
        }
    }

    @Nested
    class Bytes_of_a_presence_proof {
        /** No ordinal; a path of so many hashes in the page and none in the batch, of one page. */
        private byte[] withHashes(int said, int written) {
            ByteBuffer out = ByteBuffer.allocate(1 + 7 * Integer.BYTES + written * Sha256.LENGTH);
            out.put((byte) 0).putInt(0).putInt(0).putInt(1).putInt(said);
            out.position(out.position() + written * Sha256.LENGTH);
            out.putInt(0).putInt(1).putInt(0);
            return out.array();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 39, 40})
        void have_up_to_40_hashes_a_path(int hashes) {
            byte[] bytes = withHashes(hashes, hashes);

            assertThat(PresenceProof.parse(bytes).inPage().path()).hasSize(hashes);
            assertThat(PresenceProof.parse(bytes).toBytes()).isEqualTo(bytes);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, Integer.MIN_VALUE, 41, Integer.MAX_VALUE})
        void that_say_another_number_of_hashes_are_refused(int said) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> PresenceProof.parse(withHashes(said, 41)))
                    .withMessage("the proof of presence has too many hashes")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PROOF_INVALID));
        }

        @Test
        void that_end_too_early_are_refused() {
            byte[] bytes = withHashes(2, 2);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);

                assertRefused(ErrorCode.PROOF_INVALID, () -> PresenceProof.parse(cut));
            }
        }

        @Test
        void in_another_form_are_refused() {
            byte[] longer = Arrays.copyOf(withHashes(1, 1), withHashes(1, 1).length + 1);
            byte[] flag = withHashes(1, 1);
            flag[0] = 2;
            byte[] unusedOrdinal = withHashes(1, 1);
            unusedOrdinal[4] = 1;

            for (byte[] other : List.of(longer, flag, unusedOrdinal)) {
                assertThatExceptionOfType(RefusedException.class)
                        .isThrownBy(() -> PresenceProof.parse(other))
                        .withMessage("the proof of presence is not in its one form")
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PROOF_INVALID));
            }
        }
    }
}
