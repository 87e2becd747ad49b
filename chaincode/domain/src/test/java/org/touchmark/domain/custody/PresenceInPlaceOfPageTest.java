package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.thingsJson;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** Whatever is the first that happens to a unit takes a proof of presence and then reads no page. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PresenceInPlaceOfPageTest {
    private static final Lot PACKED = new Lot("PACKED");

    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final UnitDigest loose = world.freshUnit();

    /** Runs a call that commits nothing, and answers the types of the keys that it reads. */
    private Set<String> read(SortedMap<String, byte[]> proofs, TestParty by, String function, String... arguments) {
        List<String> all = Stream.concat(Stream.of("operationToLookAt"), Stream.of(arguments))
                .toList();
        MemoryLedger.Transaction transaction = ledger.begin();
        new DomainDesk.Invocation(function, all, proofs, by.msp().value(), by.certificate(), desk.now())
                .run(transaction, "tx");
        return transaction.reads().stream().map(key -> key.split("\0", -1)[1]).collect(Collectors.toSet());
    }

    private SortedMap<String, byte[]> proof(Lot lot, UnitDigest unit) {
        byte[] proof =
                world.reading(lot, unit).finding().presence().orElseThrow().toBytes();
        return new TreeMap<>(Map.of(RegisteredUnits.PROOF + unit, proof));
    }

    private void assertSparesThePage(Lot lot, UnitDigest unit, TestParty by, String function, String... arguments) {
        byte[] another = world.reading(world.freshUnit())
                .finding()
                .presence()
                .orElseThrow()
                .toBytes();
        assertThat(read(new TreeMap<>(), by, function, arguments)).contains("unit", "page");
        assertThat(read(proof(lot, unit), by, function, arguments))
                .contains("unit")
                .doesNotContain("page");
        assertRefused(
                ErrorCode.PROOF_INVALID,
                () -> read(new TreeMap<>(Map.of(RegisteredUnits.PROOF + unit, another)), by, function, arguments));
    }

    /** Registers ten units in two cases on a pallet, takes the cases off and opens them, and answers the plan. */
    private PackingPlan unsealedCases(BatchTerms terms) {
        world.registerPacked(brand, terms, position -> position / 5);
        PackingPlan plan = terms.plan().orElseThrow();
        desk.submit(brand, "container:Unseal", container(plan, 2).digits());
        world.unpack(brand, container(plan, 2), World.containers(container(plan, 0), container(plan, 1)));
        desk.submit(brand, "container:Unseal", container(plan, 0).digits());
        desk.submit(brand, "container:Unseal", container(plan, 1).digits());
        return plan;
    }

    private BatchTerms packed() {
        return new BatchTerms(
                World.GTIN,
                PACKED,
                Optional.empty(),
                LocalDate.of(2026, 6, 1),
                10,
                LabelProfile.COMPACT,
                Optional.empty(),
                Optional.of(world.plan(2, 2)));
    }

    private static Sscc container(PackingPlan plan, int ordinal) {
        return plan.container(ordinal).orElseThrow().sscc();
    }

    @Test
    void packing_does() {
        Sscc box = world.create(brand, 1);

        assertSparesThePage(World.LOT, loose, brand, "container:Pack", box.digits(), thingsJson(goods(loose)));
    }

    @Test
    void unpacking_does_out_of_the_case_that_the_proof_names() {
        BatchTerms terms = packed();
        PackingPlan plan = unsealedCases(terms);
        UnitDigest unit = World.digests(terms).get(7);
        String things = thingsJson(new Consignment(World.GTIN, PACKED, List.of(unit)));

        assertSparesThePage(
                PACKED, unit, brand, "container:Unpack", container(plan, 1).digits(), things);
        assertRefused(
                ErrorCode.NOT_IN_CONTAINER,
                () -> read(
                        proof(PACKED, unit),
                        brand,
                        "container:Unpack",
                        container(plan, 0).digits(),
                        things));
    }

    @Test
    void repacking_does() {
        BatchTerms terms = packed();
        PackingPlan plan = unsealedCases(terms);
        UnitDigest unit = World.digests(terms).get(2);

        assertSparesThePage(
                PACKED,
                unit,
                brand,
                "container:Repack",
                container(plan, 0).digits(),
                container(plan, 1).digits(),
                thingsJson(new Consignment(World.GTIN, PACKED, List.of(unit))));
    }

    @Test
    void a_report_does_of_a_unit_that_came_in_a_pallet() {
        BatchTerms terms = packed();
        world.registerPacked(brand, terms, position -> position / 5);
        TestParty retailer = world.party(Role.RETAILER);
        world.handOver(brand, retailer, World.containers(container(terms.plan().orElseThrow(), 2)));
        UnitDigest unit = World.digests(terms).get(9);
        Subject subject = new Subject.OfUnit(World.GTIN, PACKED, unit);

        assertSparesThePage(PACKED, unit, retailer, "status:Report", world.reportJson(retailer, subject, Status.SOLD));
    }

    @Test
    void an_undo_needs_none_since_the_report_left_a_record() {
        Subject subject = World.subject(loose);
        SortedMap<String, byte[]> proof = proof(World.LOT, loose);
        world.report(brand, subject, Status.SAMPLE);
        String undo = World.undoJson(subject, Status.SAMPLE);

        assertThat(read(new TreeMap<>(), brand, "status:Undo", undo))
                .contains("unit")
                .doesNotContain("page");
        assertThat(read(proof, brand, "status:Undo", undo)).doesNotContain("page");
    }
}
