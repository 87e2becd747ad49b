package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.merkle.InclusionProof;
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

            assertRefused(ErrorCode.PAGE_UNSORTED, () -> Page.parse(bytes));
        }

        @Test
        void for_a_unit_that_they_have_twice_are_refused() {
            byte[] bytes = Page.of(digests(10)).toBytes();
            ByteBuffer page = ByteBuffer.wrap(bytes);
            page.putLong(28, page.getLong(12)).putLong(36, page.getLong(20));

            assertRefused(ErrorCode.PAGE_DUPLICATE_DIGEST, () -> Page.parse(bytes));
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
                    for (int index : new int[] {0, count / 2, count - 1}) {
                        assertThat(runs.proof(page, index)).isEqualTo(page.proof(index));
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
    }
}
