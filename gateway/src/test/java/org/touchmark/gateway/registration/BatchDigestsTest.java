package org.touchmark.gateway.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.registration.KeptBatch.Origin;
import org.touchmark.gateway.serials.SerialDraft;

/** Pages made from one array are the pages that the domain makes from sorted sets. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchDigestsTest {
    @TempDir
    private Path folder;

    private static KeptBatch batch(int count, Optional<Bytes> key) {
        BatchTerms terms = new BatchTerms(
                Gtin.parse("09506000134352"),
                new Lot("L"),
                Optional.empty(),
                LocalDate.of(2026, 11, 24),
                count,
                LabelProfile.COMPACT,
                Optional.empty());
        return new KeptBatch(
                new Gln("9506000100005"),
                terms,
                Optional.empty(),
                Origin.BROUGHT,
                key,
                Sha256.of(new byte[0]),
                Optional.empty());
    }

    private static SerialNumber serial(int number) {
        return new SerialNumber("S" + "x".repeat(number % 12) + number);
    }

    private void assertPages(KeptBatch batch) {
        int count = batch.terms().count();
        PageLayout layout = batch.terms().layout();
        List<List<UnitDigest>> buckets = new ArrayList<>();
        for (int page = 0; page < layout.pages(); page++) {
            buckets.add(new ArrayList<>());
        }
        AtomicLong done = new AtomicLong();
        try (SerialDraft draft = SerialDraft.in(folder)) {
            for (int i = 0; i < count; i++) {
                draft.add(serial(i), i + 1);
                UnitDigest digest = batch.digest(serial(i));
                buckets.get(layout.pageOf(digest)).add(digest);
            }
            BatchDigests digests =
                    BatchDigests.of(batch, draft.finish(), units -> done.accumulateAndGet(units, Math::max));

            assertThat(digests.pages()).isEqualTo(layout.pages());
            for (int page = 0; page < layout.pages(); page++) {
                assertThat(digests.page(page).toBytes())
                        .as("page %d of %d units", page, count)
                        .isEqualTo(Page.of(buckets.get(page)).toBytes());
            }
        }
        assertThat(done.get()).isEqualTo(count);
    }

    @Test
    void without_secrets() {
        for (int count : new int[] {1, 2, 4_096, 4_097, 100_000}) {
            assertPages(batch(count, Optional.empty()));
        }
    }

    @Test
    void with_secrets() {
        for (int count : new int[] {1, 70_000}) {
            assertPages(batch(count, Optional.of(Sha256.of(new byte[] {7}))));
        }
    }

    @Test
    void with_containers() {
        for (int count : new int[] {1, 12, 70_000}) {
            Packing packing = Packing.ofCases(count, 12, OptionalInt.of(10), new Sscc("106141411234567897"));
            KeptBatch loose = batch(count, Optional.empty());
            BatchTerms terms = new BatchTerms(
                    loose.terms().gtin(),
                    loose.terms().lot(),
                    Optional.empty(),
                    loose.terms().produced(),
                    count,
                    LabelProfile.COMPACT,
                    Optional.empty(),
                    Optional.of(packing.plan()));
            KeptBatch packed = new KeptBatch(
                    loose.brand(),
                    terms,
                    Optional.of(12),
                    Origin.BROUGHT,
                    Optional.empty(),
                    loose.serialsHash(),
                    Optional.empty());
            assertPacked(packed);
            assertThat(KeptBatch.fromJson(packed.toJson())).isEqualTo(packed);
        }
    }

    private void assertPacked(KeptBatch batch) {
        PageLayout layout = batch.terms().layout();
        try (SerialDraft draft = SerialDraft.in(folder)) {
            Map<Integer, SortedMap<UnitDigest, Integer>> pages = new HashMap<>();
            for (int i = 0; i < batch.terms().count(); i++) {
                draft.add(serial(i), i + 1);
                UnitDigest digest = batch.digest(serial(i));
                pages.computeIfAbsent(layout.pageOf(digest), page -> new TreeMap<>())
                        .put(digest, i / 12);
            }
            BatchDigests digests = BatchDigests.of(batch, draft.finish(), units -> {});

            pages.forEach((number, entries) -> assertThat(digests.page(number).toBytes())
                    .isEqualTo(Page.of(entries).toBytes()));
        }
    }

    @Test
    void a_unit_that_is_there_twice_is_refused() {
        KeptBatch batch = batch(2, Optional.empty());
        try (SerialDraft draft = SerialDraft.in(folder)) {
            draft.add(serial(1), 1);
            draft.add(serial(1), 2);
            BatchDigests digests = BatchDigests.of(batch, draft.finish(), units -> {});

            assertThatThrownBy(() -> digests.page(0))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.PAGE_DUPLICATE_DIGEST));
        }
    }
}
