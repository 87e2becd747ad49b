package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.unit.UnitDigest;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SealRulesTest {
    private static final Random RANDOM = new Random(11);

    private static PageSummary summary() {
        byte[] root = new byte[Sha256.LENGTH];
        RANDOM.nextBytes(root);
        return new PageSummary(RANDOM.nextInt(5_000), Bytes.of(root));
    }

    @Nested
    class The_root_over_runs {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 255, 256, 257, 258, 511, 512, 513, 700, 1_024, 1_025, 2_442})
        void is_the_root_over_all_pages_and_so_are_its_proofs(int pages) {
            List<PageSummary> all =
                    IntStream.range(0, pages).mapToObj(i -> summary()).toList();
            PageLayout layout = new PageLayout(pages);
            List<PageRun> runs = IntStream.range(0, PageRun.count(layout))
                    .mapToObj(run -> PageRun.gather(run, layout, page -> Optional.of(all.get(page))))
                    .toList();
            List<Bytes> roots = runs.stream().map(run -> run.head().root()).toList();
            BatchTree tree = BatchTree.of(all);

            assertThat(PageRun.batchRoot(roots)).isEqualTo(tree.root());
            for (int page : List.of(0, pages / 2, pages - 1)) {
                PageRun read = PageRun.decode(
                        PageRun.of(page), runs.get(PageRun.of(page)).encode());
                assertThat(read.proof(page, layout, PageRun.decodeRoots(PageRun.encodeRoots(roots))))
                        .isEqualTo(tree.proof(page));
            }
        }
    }

    @Nested
    class What_a_brand_signs {
        private static final Bytes ROOT = Sha256.of("root".getBytes(StandardCharsets.UTF_8));

        private final TestChannel channel = TestChannel.withParties();
        private final PackingPlan plan =
                new PackingPlan(List.of(new PlanRun(Sscc.ofNumber(100), 2, 1, OptionalInt.empty(), 0)));
        private final byte[] loose =
                signed(TestBatch.compact(channel, "SAME", 10).terms());
        private final byte[] packed =
                signed(TestBatch.packed(channel, "SAME", 10, plan, 5).terms());

        private byte[] signed(BatchTerms terms) {
            return Seal.signedBytes(TestChannel.NAME, terms, channel.aurelia.gln(), ROOT, Instant.EPOCH);
        }

        @Test
        void ends_with_the_hash_of_the_packing_plan_where_there_is_one() {
            assertThat(packed).endsWith(plan.hash().toArray());
            assertThat(loose).hasSizeLessThan(packed.length);
        }

        @Test
        void says_by_its_first_words_whether_there_is_a_plan() {
            assertThat(new String(loose, StandardCharsets.ISO_8859_1)).contains("touchmark/batch-seal/v1");
            assertThat(new String(packed, StandardCharsets.ISO_8859_1)).contains("touchmark/batch-seal/v2");
        }
    }

    @Nested
    class A_batch_of_more_than_a_chunk {
        private static final int UNITS = 1_100_000;
        private final TestChannel channel = TestChannel.withParties();
        private final Lot lot = new Lot("BIG");
        private final BatchTerms terms = new BatchTerms(
                TestBatch.GTIN,
                lot,
                Optional.empty(),
                LocalDate.of(2026, 6, 1),
                UNITS,
                LabelProfile.COMPACT,
                Optional.empty());
        private final SortedMap<Integer, Page> pages = pages();

        /** Digests at even distances: as good as hashes for pages, and made at once. */
        private SortedMap<Integer, Page> pages() {
            PageLayout layout = terms.layout();
            SortedMap<Integer, List<UnitDigest>> buckets = new TreeMap<>();
            long step = Long.divideUnsigned(-1L, UNITS);
            for (long i = 0; i < UNITS; i++) {
                UnitDigest digest = new UnitDigest(i * step, i);
                buckets.computeIfAbsent(layout.pageOf(digest), n -> new ArrayList<>())
                        .add(digest);
            }
            SortedMap<Integer, Page> made = new TreeMap<>();
            buckets.forEach((number, digests) -> made.put(number, Page.of(digests)));
            return made;
        }

        private void add(int from, int to) {
            for (int begin = from; begin < to; begin += BatchRules.MAX_PAGES_A_CALL) {
                addAtOnce(begin, Math.min(to, begin + BatchRules.MAX_PAGES_A_CALL));
            }
        }

        private void addAtOnce(int from, int to) {
            channel.submit(
                    channel.aurelia,
                    (call, caller) -> BatchRules.addPages(
                            call, caller, TestBatch.GTIN, lot, TestBatch.transientData(pages.subMap(from, to))));
        }

        private ChunkSealed sealChunk(int chunk) {
            return channel.submit(
                    channel.aurelia, (call, caller) -> SealRules.sealChunk(call, caller, TestBatch.GTIN, lot, chunk));
        }

        private Seal seal() {
            Bytes root = BatchTree.of(
                            pages.values().stream().map(PageSummary::of).toList())
                    .root();
            byte[] signed = Seal.signedBytes(TestChannel.NAME, terms, channel.aurelia.gln(), root, channel.now());
            return new Seal(root, channel.aurelia.sign(signed, channel.now()));
        }

        private BatchHead seal(Seal seal) {
            return channel.submit(
                    channel.aurelia,
                    (call, caller) -> SealRules.seal(call, caller, TestChannel.CLAIMS, TestBatch.GTIN, lot, seal));
        }

        private PagesMissing missing() {
            return channel.evaluate(state -> BatchRules.missing(state, TestBatch.GTIN, lot));
        }

        /** Reads of a rule run at the ledger's state as it stands. */
        private Set<String> reads(Consumer<Call> rule) {
            MemoryLedger.Transaction transaction = channel.ledger().begin();
            rule.accept(new Call(TestChannel.NAME, "tx", channel.now(), channel.now(), transaction));
            return transaction.reads();
        }

        @Test
        void is_sealed_chunk_by_chunk_whatever_happens_between() {
            assertThat(pages).hasSize(269);
            channel.submit(channel.aurelia, (call, caller) -> BatchRules.open(call, caller, terms));
            add(128, 256);
            assertRefused(ErrorCode.PAGES_MISSING, () -> sealChunk(0));
            add(0, 128);
            ChunkSealed first = sealChunk(0);
            assertThat(first.chunks()).isEqualTo(2);
            assertThat(ChunkSealed.fromJson(first.toJson())).isEqualTo(first);
            assertThat(missing().chunks()).containsExactly(1);
            assertThat(missing().missing()).hasSize(13).startsWith(256);
            assertRefused(ErrorCode.CHUNKS_MISSING, () -> seal(seal()));
            assertRefused(new RefusalsByName.Refusal(
                    ErrorCode.ARGUMENT_INVALID, "chunk 2 is not one of the batch's 0 to 1", () -> sealChunk(2)));

            // A client that does not know how far it came does everything again.
            assertThat(sealChunk(0)).isEqualTo(first);
            add(250, 269);
            sealChunk(1);
            assertThat(missing()).isEqualTo(new PagesMissing(List.of(), 269, List.of()));
            Set<String> ofChunk =
                    reads(call -> SealRules.sealChunk(call, channel.aurelia.caller(), TestBatch.GTIN, lot, 1));
            Set<String> ofSeal = reads(call ->
                    SealRules.seal(call, channel.aurelia.caller(), TestChannel.CLAIMS, TestBatch.GTIN, lot, seal()));
            BatchHead head = seal(seal());

            assertThat(ofChunk).hasSizeLessThan(5);
            // The head, its two runs, the caller, the epoch, and the order of the GTIN's seals: whatever the batch's
            // size.
            assertThat(ofSeal).hasSize(6);
            assertThat(head.seal().orElseThrow().root()).isEqualTo(seal().root());
            proves(head, new UnitDigest(0, 0));
            proves(head, pages.get(268).digest(7));
        }

        private void proves(BatchHead head, UnitDigest digest) {
            UnitFinding finding =
                    channel.evaluate((LedgerState state) -> UnitSearch.inLot(state, TestBatch.GTIN, lot, digest));
            UnitDigest absent = new UnitDigest(digest.high(), digest.low() + 1);
            UnitFinding none =
                    channel.evaluate((LedgerState state) -> UnitSearch.inLot(state, TestBatch.GTIN, lot, absent));
            Bytes root = head.seal().orElseThrow().root();

            assertThat(finding.presence().orElseThrow().proves(digest, root, head.layout()))
                    .isTrue();
            assertThat(none.absence().orElseThrow().proves(absent, root, head.layout()))
                    .isTrue();
            assertThat(none.absence().orElseThrow().proves(digest, root, head.layout()))
                    .isFalse();
        }
    }

    @Nested
    class An_absence_proof {
        private final PageLayout layout = PageLayout.of(9_000);
        private final List<UnitDigest> digests = IntStream.range(0, 9_000)
                .mapToObj(i -> new UnitDigest(RANDOM.nextLong(), RANDOM.nextLong()))
                .toList();
        private final SortedMap<Integer, Page> pages = TestBatch.pages(layout, digests);
        private final BatchTree tree =
                BatchTree.of(pages.values().stream().map(PageSummary::of).toList());

        private AbsenceProof proof(UnitDigest digest) {
            int number = layout.pageOf(digest);
            return AbsenceProof.of(pages.get(number), digest, tree.proof(number));
        }

        @Test
        void proves_what_is_not_there_and_reads_back() {
            List<UnitDigest> absent = new ArrayList<>(IntStream.range(0, 500)
                    .mapToObj(i -> new UnitDigest(RANDOM.nextLong(), RANDOM.nextLong()))
                    .toList());
            absent.add(new UnitDigest(0, 0));
            absent.add(new UnitDigest(-1, -1));
            for (UnitDigest digest : absent) {
                AbsenceProof proof = proof(digest);

                assertThat(proof.proves(digest, tree.root(), layout)).isTrue();
                assertThat(AbsenceProof.fromJson(CanonicalJson.parse(CanonicalJson.write(proof.toJson()))))
                        .isEqualTo(proof);
            }
        }

        @Test
        void is_not_made_for_what_is_there() {
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> proof(digests.get(5)));
        }

        @Test
        void never_proves_what_is_there_however_it_is_put_together() {
            UnitDigest there = digests.get(5);
            int number = layout.pageOf(there);
            Page page = pages.get(number);
            int at = page.indexOf(there).orElseThrow();
            List<Optional<AbsenceProof.Neighbour>> neighbours = new ArrayList<>();
            neighbours.add(Optional.empty());
            for (int i : new HashSet<>(
                    List.of(0, Math.max(0, at - 1), at, Math.min(page.count() - 1, at + 1), page.count() - 1))) {
                neighbours.add(Optional.of(AbsenceProof.Neighbour.of(page, i)));
            }

            for (var before : neighbours) {
                for (var after : neighbours) {
                    AbsenceProof forged = new AbsenceProof(before, after, tree.proof(number));
                    assertThat(forged.proves(there, tree.root(), layout)).isFalse();
                }
            }
        }

        @Test
        void is_of_the_page_where_the_digest_would_lie() {
            UnitDigest absent = new UnitDigest(-1, -1);
            AbsenceProof other = AbsenceProof.of(pages.get(0), absent, tree.proof(0));

            assertThat(other.proves(absent, tree.root(), layout)).isFalse();
        }

        @Test
        void of_an_empty_page_needs_no_neighbours() {
            SortedMap<Integer, Page> sparse = TestBatch.pages(layout, List.of(new UnitDigest(0, 1)));
            BatchTree small =
                    BatchTree.of(sparse.values().stream().map(PageSummary::of).toList());
            UnitDigest absent = new UnitDigest(-1, -1);
            int number = layout.pageOf(absent);
            AbsenceProof proof = AbsenceProof.of(sparse.get(number), absent, small.proof(number));

            assertThat(proof.proves(absent, small.root(), layout)).isTrue();
            assertThat(proof.proves(absent, tree.root(), layout)).isFalse();
        }
    }

    @Nested
    class Abandoning {
        private final TestChannel channel = TestChannel.withParties();
        private final TestBatch batch = TestBatch.compact(channel, "L1", 5_000);

        private BatchHead abandon() {
            return channel.submit(
                    channel.aurelia,
                    (call, caller) -> BatchRules.abandon(
                            call, caller, TestBatch.GTIN, batch.terms().lot()));
        }

        @Test
        void ends_an_open_batch_which_may_be_opened_anew_with_other_pages() {
            TestBatch other = TestBatch.compact(channel, "L1", 4);
            batch.open();
            batch.addPages(batch.pages());

            BatchHead abandoned = abandon();
            assertThat(abandoned.state()).isEqualTo(BatchState.ABANDONED);
            assertThat(BatchHead.fromJson(abandoned.toJson())).isEqualTo(abandoned);
            assertRefused(ErrorCode.BATCH_ABANDONED, batch::seal);
            assertRefused(ErrorCode.BATCH_ABANDONED, this::abandon);
            assertThat(other.register().attempt()).isEqualTo(2);

            UnitFinding finding =
                    channel.evaluate(state -> UnitSearch.inLot(state, TestBatch.GTIN, new Lot("L1"), other.digest(3)));
            assertThat(finding.found()).isTrue();
        }

        @Test
        void never_ends_a_sealed_batch() {
            batch.register();

            assertRefused(ErrorCode.BATCH_SEALED, this::abandon);
        }
    }
}
