package org.touchmark.gateway.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.custody.UnitState;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.ledger.HandOffLedger;
import org.touchmark.gateway.ledger.OperationIds;
import org.touchmark.gateway.ledger.Registry;

/**
 * Pallets of 10,000 units, packed by the batch's plan: each is offered and accepted, both sides signing; then the custody of
 * single units in them is read.
 */
final class PalletRows {
    private static final int PALLETS = 20;
    private static final int CASES_A_PALLET = 100;
    private static final int UNITS_A_CASE = 100;
    private static final int UNITS_A_PALLET = CASES_A_PALLET * UNITS_A_CASE;
    private static final int UNITS = PALLETS * UNITS_A_PALLET;
    private static final int PAGES_A_CALL = 16;
    private static final int READERS = 8;
    private static final Duration TRANSIT = Duration.ofDays(14);

    private final Benchmark.Parts parts;
    private final Rows rows;
    private final Registry brand;
    private final HandOffLedger receiver;
    private final BatchTerms terms;
    private final PackingPlan plan;

    PalletRows(Benchmark.Parts parts, Rows rows) {
        this.parts = parts;
        this.rows = rows;
        this.brand = new Registry(parts.brand().ledger());
        this.receiver = new HandOffLedger(parts.receiver().ledger());
        this.plan = plan();
        this.terms = new BatchTerms(
                parts.gtin(),
                new Lot("BENCH-" + parts.tag() + "-P"),
                Optional.empty(),
                LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC),
                UNITS,
                LabelProfile.COMPACT,
                Optional.empty(),
                Optional.of(plan));
    }

    void run(Duration time) throws InterruptedException, ExecutionException {
        register();
        Sample handOffs = new Load(PALLETS, Duration.ofMinutes(2), 1).run(this::handOff);
        rows.add(Row.of(Goals.PALLET, "pallet of 10,000: offer and accept", handOffs, Optional.empty()));
        int read = handOffs.operations() * UNITS_A_PALLET;
        IntConsumer custody = number -> requireReceived(digest((int) ((long) number * 7_919 % read)));
        rows.addAside(Row.of(
                "custody",
                "custody of a unit in a pallet, " + READERS + " at once",
                new Load(Integer.MAX_VALUE, time, READERS).run(custody),
                Optional.empty()));
    }

    private void handOff(int pallet) {
        Sscc sscc =
                plan.container(PALLETS * CASES_A_PALLET + pallet).orElseThrow().sscc();
        Instant now = now();
        OperationId operation = new OperationId(OperationIds.random());
        HandOffId id = HandOffId.of(parts.brand().gln(), operation);
        Consignment goods = new Consignment(List.of(), List.of(sscc));
        Offer offer = new Offer(id, parts.brand().gln(), parts.receiver().gln(), goods.root(), now, now.plus(TRANSIT));
        String channel = parts.connection().channel();
        HandOff offered = brand.offer(
                operation,
                new SignedOffer(offer, goods, parts.brand().sign(offer.signedBytes(channel), now)),
                Map.of());
        Instant accepted = now();
        receiver.accept(
                new OperationId(OperationIds.random()),
                id,
                parts.receiver().sign(offered.acceptBytes(channel, accepted), accepted));
    }

    private void requireReceived(UnitDigest unit) {
        UnitReading reading = brand.unit(new Subject.OfUnit(terms.gtin(), terms.lot(), unit));
        Gln custodian =
                reading.unit().map(UnitState::custodian).orElse(parts.brand().gln());
        if (!custodian.equals(parts.receiver().gln())) {
            throw new IllegalStateException("unit " + unit + " went with its pallet to "
                    + parts.receiver().gln() + ", but the ledger says " + custodian);
        }
    }

    private void register() {
        BatchHead head = brand.open(terms, 1);
        List<PageSummary> summaries = new ArrayList<>();
        SortedMap<String, byte[]> call = new TreeMap<>();
        for (Page page : pages()) {
            call.put("page/" + summaries.size(), page.toBytes());
            summaries.add(PageSummary.of(page));
            if (call.size() == PAGES_A_CALL
                    || summaries.size() == terms.layout().pages()) {
                brand.addPages(head, call);
                call.clear();
            }
        }
        brand.missing(terms.gtin(), terms.lot()).chunks().forEach(chunk -> brand.sealChunk(head, chunk));
        Bytes root = BatchTree.of(summaries).root();
        Instant at = now();
        byte[] signed = Seal.signedBytes(
                parts.connection().channel(), terms, parts.brand().gln(), root, at);
        brand.seal(head, new Seal(root, parts.brand().sign(signed, at)));
    }

    private List<Page> pages() {
        List<SortedMap<UnitDigest, Integer>> buckets = new ArrayList<>();
        IntStream.range(0, terms.layout().pages()).forEach(number -> buckets.add(new TreeMap<>()));
        for (int unit = 0; unit < UNITS; unit++) {
            UnitDigest digest = digest(unit);
            buckets.get(terms.layout().pageOf(digest)).put(digest, unit / UNITS_A_CASE);
        }
        return buckets.stream().map(Page::of).toList();
    }

    private UnitDigest digest(int unit) {
        return UnitDigest.of(terms.gtin(), new SerialNumber(parts.tag() + "-P" + unit), null);
    }

    /** Cases first, then the pallets that hold them; their numbers begin anywhere, so that each run has its own. */
    private PackingPlan plan() {
        int cases = PALLETS * CASES_A_PALLET;
        String prefix = parts.connection().parties().stream()
                .filter(party -> party.gln().equals(parts.brand().gln().digits()))
                .findFirst()
                .orElseThrow()
                .prefixes()
                .get(0);
        int digits = Sscc.LENGTH - 2 - prefix.length();
        long numbers = (long) Math.pow(10, digits);
        long first = Long.parseLong("1" + prefix) * numbers
                + ThreadLocalRandom.current().nextLong(numbers - cases - PALLETS);
        return new PackingPlan(List.of(
                new PlanRun(Sscc.ofNumber(first), cases, 1, OptionalInt.of(cases), CASES_A_PALLET),
                new PlanRun(Sscc.ofNumber(first + cases), PALLETS, 2, OptionalInt.empty(), 0)));
    }

    private Instant now() {
        // Milliseconds, since the signed bytes hold no more.
        return Instant.ofEpochMilli(parts.clock().millis());
    }
}
