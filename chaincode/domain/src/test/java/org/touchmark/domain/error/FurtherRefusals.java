package org.touchmark.domain.error;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** How the codes of packing, of reports and of everything else by name come about, each by calling functions. */
final class FurtherRefusals {
    private static final SortedMap<String, byte[]> NONE = new TreeMap<>();

    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);

    void collect(Map<ErrorCode, ThrowingCallable> refusals) {
        parties(refusals);
        batches(refusals);
        containers(refusals);
        handOffs(refusals);
        reports(refusals);
        arguments(refusals);
    }

    private void parties(Map<ErrorCode, ThrowingCallable> refusals) {
        TestParty retailer = world.party(Role.RETAILER);
        refusals.put(ErrorCode.NOT_SUSPENDED, () -> world.vote("party:Reinstate", brand));
        world.vote("party:Suspend", retailer);
        refusals.put(ErrorCode.PARTY_SUSPENDED, () -> world.offer(brand, retailer, World.goods(world.freshUnit())));
        LabelKey key = TestBatch.labelKey(brand, TestBatch.ed25519Keys(), desk.now());
        desk.submit(brand, "party:RegisterLabelKey", World.json(key.toJson()));
        revoke(key);
        refusals.put(ErrorCode.LABEL_KEY_REVOKED, () -> revoke(key));
        refusals.put(ErrorCode.EPOCH_TOO_SOON, () -> {
            desk.submit(brand, "time:Advance");
            desk.submit(brand, "time:Advance");
        });
    }

    private void revoke(LabelKey key) {
        byte[] claim = LabelKey.revocationClaim(desk.channel(), brand.gln(), key.keyId(), desk.now());
        desk.submit(
                brand,
                "party:RevokeLabelKey",
                brand.gln().digits(),
                key.keyId().hex(),
                World.json(brand.sign(claim, desk.now()).toJson()));
    }

    private void batches(Map<ErrorCode, ThrowingCallable> refusals) {
        BatchTerms terms = world.terms(World.GTIN, world.freshLot(), 10);
        world.open(brand, terms);
        desk.submit(brand, "batch:Abandon", World.GTIN.digits(), terms.lot().value());
        refusals.put(ErrorCode.BATCH_ABANDONED, () -> world.seal(brand, brand, terms));
        BatchTerms big = world.terms(World.GTIN, world.freshLot(), 2_000_000);
        world.open(brand, big);
        BatchTerms few = world.terms(World.GTIN, big.lot(), 3);
        refusals.put(ErrorCode.CHUNKS_MISSING, () -> world.seal(brand, brand, few));
        BatchTerms open = world.terms(World.GTIN, world.freshLot(), 10);
        world.open(brand, open);
        byte[] page = World.pages(open).get(0).toBytes();
        byte[] unsorted = page.clone();
        unsorted[12] = (byte) 0xff;
        byte[] twice = page.clone();
        System.arraycopy(page, 12, twice, 28, 16);
        refusals.put(ErrorCode.PAGE_UNSORTED, () -> add(open, "page/0", unsorted));
        refusals.put(ErrorCode.PAGE_DUPLICATE_DIGEST, () -> add(open, "page/0", twice));
        refusals.put(ErrorCode.TRANSIENT_INVALID, () -> add(open, "pages/0", page));
        SortedMap<UnitDigest, Integer> packed = new TreeMap<>();
        World.digests(open).forEach(digest -> packed.put(digest, 0));
        refusals.put(
                ErrorCode.ORDINAL_OUT_OF_RANGE,
                () -> add(open, "page/0", Page.of(packed).toBytes()));
        Sscc first = world.freshSscc(brand);
        PlanRun low = new PlanRun(first, 2, 1, OptionalInt.of(0), 2);
        refusals.put(ErrorCode.PLAN_INVALID, () -> new PackingPlan(List.of(low)));
    }

    private void add(BatchTerms terms, String name, byte[] page) {
        desk.submit(
                brand,
                "batch:AddPages",
                new TreeMap<>(Map.of(name, page)),
                terms.gtin().digits(),
                terms.lot().value());
    }

    private void containers(Map<ErrorCode, ThrowingCallable> refusals) {
        Sscc box = world.create(brand, 1);
        Sscc pallet = world.create(brand, 2);
        Sscc trailer = world.create(brand, 3);
        UnitDigest unit = world.freshUnit();
        refusals.put(ErrorCode.SSCC_INVALID, () -> new Sscc("1"));
        refusals.put(ErrorCode.CONTAINER_EXISTS, () -> desk.submit(brand, "container:Create", box.digits(), "1"));
        refusals.put(ErrorCode.CONTAINER_UNKNOWN, () -> world.pack(brand, world.freshSscc(brand), World.goods(unit)));
        world.pack(brand, box, World.goods(unit));
        refusals.put(ErrorCode.SECOND_PARENT, () -> world.pack(brand, pallet, World.goods(unit)));
        refusals.put(ErrorCode.IN_CONTAINER, () -> world.offer(brand, distributor, World.goods(unit)));
        refusals.put(ErrorCode.NOT_IN_CONTAINER, () -> world.unpack(brand, box, World.goods(world.freshUnit())));
        world.pack(brand, trailer, World.containers(pallet));
        refusals.put(ErrorCode.CONTAINER_CYCLE, () -> world.pack(brand, pallet, World.containers(trailer)));
        refusals.put(ErrorCode.CONTAINER_LEVEL, () -> world.pack(brand, box, World.containers(world.create(brand, 2))));
        refusals.put(
                ErrorCode.CONTAINER_OPEN,
                () -> world.offer(brand, distributor, World.containers(world.create(brand, 1))));
        Sscc closed = world.create(brand, 1);
        desk.submit(brand, "container:Seal", closed.digits());
        refusals.put(ErrorCode.CONTAINER_SEALED, () -> world.pack(brand, closed, World.goods(world.freshUnit())));
    }

    private void handOffs(Map<ErrorCode, ThrowingCallable> refusals) {
        HandOff offered = world.offer(brand, distributor, World.goods(world.freshUnit()));
        refusals.put(ErrorCode.NOT_SENDER, () -> world.cancel(distributor, offered));
        refusals.put(
                ErrorCode.NOT_LAPSED,
                () -> desk.submit(brand, "custody:Lapse", offered.offer().id().value()));
        HandOff refused = world.refuse(distributor, world.offer(brand, distributor, World.goods(world.freshUnit())));
        refusals.put(ErrorCode.HAND_OFF_ENDED, () -> world.accept(distributor, refused));
        UnitDigest unit = world.freshUnit();
        refusals.put(
                ErrorCode.PROOF_INVALID,
                () -> desk.submit(
                        brand,
                        "custody:Offer",
                        new TreeMap<>(Map.of("presence/" + unit, new byte[5])),
                        world.offerJson(brand, distributor, World.goods(unit), Duration.ofDays(1))));
    }

    private void reports(Map<ErrorCode, ThrowingCallable> refusals) {
        Subject sold = World.subject(world.freshUnit());
        world.report(brand, sold, Status.SOLD);
        refusals.put(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, sold, Status.SOLD));
        refusals.put(ErrorCode.STATUS_FOREIGN, () -> world.report(distributor, sold, Status.DESTROYED));
        refusals.put(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, sold, Status.SAMPLE));
        refusals.put(ErrorCode.NOT_REPORTER, () -> world.undo(distributor, sold, Status.SOLD));
        Subject stolen = World.subject(world.freshUnit());
        world.report(brand, stolen, Status.STOLEN);
        refusals.put(ErrorCode.UNDO_FORBIDDEN, () -> world.undo(brand, stolen, Status.STOLEN));
        DomainDesk later = new DomainDesk(new MemoryLedger());
        World world = World.found(later);
        Subject old = World.subject(world.freshUnit());
        world.report(world.brand(), old, Status.SOLD);
        later.pass(Duration.ofDays(11));
        refusals.put(ErrorCode.UNDO_TOO_LATE, () -> world.undo(world.brand(), old, Status.SOLD));
    }

    private void arguments(Map<ErrorCode, ThrowingCallable> refusals) {
        String million = "[" + "1,".repeat(1_000_000) + "1]";
        refusals.put(ErrorCode.ARGUMENT_TOO_LARGE, () -> desk.submit(brand, "batch:Open", NONE, million));
    }
}
