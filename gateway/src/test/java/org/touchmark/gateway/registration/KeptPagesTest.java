package org.touchmark.gateway.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.EntryRuns;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.unit.UnitDigest;

/** Pages that were kept prove their units, and only as they were written. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeptPagesTest {
    private static final int UNITS = 20_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(11);
    private final PageLayout layout = PageLayout.of(UNITS);
    private final List<UnitDigest> units = Stream.generate(() -> new UnitDigest(random.nextLong(), random.nextLong()))
            .limit(UNITS)
            .toList();
    private final List<Page> pages = pages();
    private final Bytes root =
            BatchTree.of(pages.stream().map(PageSummary::of).toList()).root();

    /** Every other page with ordinals, as a packing plan makes them. */
    private List<Page> pages() {
        List<TreeSet<UnitDigest>> buckets = new ArrayList<>();
        IntStream.range(0, layout.pages()).forEach(page -> buckets.add(new TreeSet<>()));
        units.forEach(unit -> buckets.get(layout.pageOf(unit)).add(unit));
        List<Page> made = new ArrayList<>();
        for (TreeSet<UnitDigest> bucket : buckets) {
            TreeMap<UnitDigest, Integer> ordinals = new TreeMap<>();
            bucket.forEach(unit -> ordinals.put(unit, random.nextInt(100)));
            made.add(made.size() % 2 == 0 ? Page.of(bucket) : Page.of(ordinals));
        }
        return made;
    }

    private Path keep() {
        Path file = folder.resolve("pages");
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, layout.pages()).boxed().toList());
        Collections.shuffle(order, random);
        try (PageKeeper keeper = PageKeeper.into(file, layout.pages())) {
            order.parallelStream().forEach(number -> {
                Page page = pages.get(number);
                EntryRuns runs = EntryRuns.of(page);
                keeper.keep(number, page, runs, PageSummary.of(page, runs));
            });
            assertThat(file).doesNotExist();
            keeper.finish(root);
        }
        return file;
    }

    @Test
    void each_unit_is_proved_under_the_batchs_root() throws IOException {
        KeptPages kept = KeptPages.open(keep());

        for (UnitDigest unit : units.subList(0, 500)) {
            PresenceProof proof = kept.proof(unit).orElseThrow();
            assertThat(proof.proves(unit, root, layout)).isTrue();
            assertThat(PresenceProof.parse(proof.toBytes())).isEqualTo(proof);
        }
        assertThat(folder.toFile().list()).containsExactly("pages");
    }

    @Test
    void a_unit_that_is_not_there_has_no_proof() throws IOException {
        assertThat(KeptPages.open(keep()).proof(new UnitDigest(random.nextLong(), random.nextLong())))
                .isEmpty();
    }

    @Test
    void pages_that_are_not_finished_are_forgotten() {
        try (PageKeeper keeper = PageKeeper.into(folder.resolve("pages"), layout.pages())) {
            Page page = pages.get(0);
            EntryRuns runs = EntryRuns.of(page);
            keeper.keep(0, page, runs, PageSummary.of(page, runs));
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_folder_that_can_not_be_written_ends_nothing() {
        try (PageKeeper keeper = PageKeeper.into(folder.resolve("missing").resolve("pages"), layout.pages())) {
            Page page = pages.get(0);
            EntryRuns runs = EntryRuns.of(page);
            keeper.keep(0, page, runs, PageSummary.of(page, runs));
            keeper.finish(root);
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_damaged_file_proves_nothing() throws IOException {
        Path file = keep();
        byte[] whole = Files.readAllBytes(file);
        int damaged = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            damaged += isUsable(file) ? 0 : 1;
        }
        assertThat(damaged).isPositive();
        for (int length : new int[] {0, 1, 40, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> KeptPages.open(file)).isInstanceOf(IOException.class);
        }
    }

    /** Whatever a damaged file gives is right. */
    private boolean isUsable(Path file) {
        try {
            KeptPages kept = KeptPages.open(file);
            for (UnitDigest unit : units.subList(0, 20)) {
                kept.proof(unit)
                        .ifPresent(proof ->
                                assertThat(proof.proves(unit, root, layout)).isTrue());
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
