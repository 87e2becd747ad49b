package org.touchmark.domain.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.unit.UnitDigest;

/**
 * A peer answers what it was told of before in one message: each read that comes unannounced costs another, and nothing is asked
 * for in vain.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ExpectedReadsTest {
    private static final LedgerFunctions FUNCTIONS = LedgerFunctions.checking(TestChannel.CLAIMS);

    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final UnitDigest unit = world.freshUnit();

    /** What is read without a word before, and what is announced and not read, by the types of keys. */
    private static final class Watched implements LedgerState {
        private final LedgerState state;
        private final Set<String> announced = new TreeSet<>();
        private final Map<String, String> unread = new TreeMap<>();
        private final List<String> surprises = new ArrayList<>();
        private final Set<String> withPage = new TreeSet<>();

        Watched(LedgerState state) {
            this.state = state;
        }

        @Override
        public Optional<byte[]> get(LedgerKey key) {
            if (announced.add(key.composite())) {
                surprises.add(key.type());
            }
            if (key.type().equals("page")) {
                withPage.addAll(unread.values());
            }
            unread.remove(key.composite());
            return state.get(key);
        }

        @Override
        public void expect(LedgerKey key) {
            if (announced.add(key.composite())) {
                unread.put(key.composite(), key.type());
            }
        }

        @Override
        public void put(LedgerKey key, byte[] value) {
            state.put(key, value);
        }

        @Override
        public void delete(LedgerKey key) {
            state.delete(key);
        }

        @Override
        public List<Entry> list(LedgerKey prefix, Optional<LedgerKey> after, int max) {
            return state.list(prefix, after, max);
        }

        @Override
        public List<Change> history(LedgerKey key) {
            return state.history(key);
        }
    }

    /** What the last call of a step reads unannounced. */
    private List<String> surprises(TestParty by, Runnable step) {
        MemoryLedger before = new MemoryLedger();
        int made = desk.invocations().size();
        ledger.copyInto(before);
        step.run();
        assertThat(desk.invocations()).hasSize(made + 1);
        DomainDesk.Invocation call = desk.invocations().get(made);
        Watched watched = new Watched(before.begin());
        FUNCTIONS.run(
                new Call(TestChannel.NAME, "tx", call.time(), call.time(), watched),
                call.function(),
                call.arguments(),
                call.transientData(),
                by::caller);
        // An admin votes for its organisation: the party that its certificate names is not looked at.
        assertThat(watched.unread.values()).isSubsetOf(by.roles().contains(Role.ADMIN) ? List.of("party") : List.of());
        return watched.surprises;
    }

    private List<String> asking(String function, String... arguments) {
        return asked(function, arguments).surprises;
    }

    private Watched asked(String function, String... arguments) {
        Watched watched = new Watched(ledger.begin());
        FUNCTIONS.run(
                new Call(TestChannel.NAME, "question", desk.now(), desk.now(), watched),
                function,
                List.of(arguments),
                new TreeMap<>(),
                () -> {
                    throw new AssertionError("a question asks who asks");
                });
        assertThat(watched.unread).isEmpty();
        return watched;
    }

    @Test
    void what_a_hand_off_reads_is_announced_but_for_what_it_comes_upon() {
        HandOff[] offered = new HandOff[1];

        assertThat(surprises(brand, () -> offered[0] = world.offer(brand, distributor, goods(unit))))
                .containsExactly("page");
        assertThat(surprises(distributor, () -> world.accept(distributor, offered[0])))
                .containsExactly("certificate");
    }

    @Test
    void what_an_offer_reads_of_all_its_goods_is_announced() {
        Sscc box = world.create(brand, 1);
        world.seal(brand, box);
        Consignment goods = new Consignment(
                goods(unit, world.freshUnit()).groups(), containers(box).containers());

        assertThat(surprises(brand, () -> world.offer(brand, distributor, goods)))
                .containsExactly("page");
    }

    @Test
    void what_the_end_of_a_hand_off_reads_is_announced_but_for_the_offers_certificate() {
        HandOff refused = world.offer(brand, distributor, goods(unit));
        assertThat(surprises(distributor, () -> world.refuse(distributor, refused)))
                .containsExactly("certificate");

        HandOff cancelled = world.offer(brand, distributor, goods(unit));
        assertThat(surprises(brand, () -> world.cancel(brand, cancelled))).isEmpty();
    }

    @Test
    void what_a_batch_reads_is_announced_but_for_what_its_head_leads_to() {
        BatchTerms terms = world.terms(World.GTIN, world.freshLot(), 9_000);
        String gtin = terms.gtin().digits();
        String lot = terms.lot().value();

        assertThat(surprises(brand, () -> world.open(brand, terms))).containsExactly("batch");
        assertThat(surprises(
                        brand,
                        () -> desk.submit(
                                brand, "batch:AddPages", TestBatch.transientData(World.pages(terms)), gtin, lot)))
                .isEmpty();
        assertThat(surprises(brand, () -> desk.submit(brand, "batch:SealChunk", gtin, lot, "0")))
                .containsExactly("run-head");
        assertThat(surprises(brand, () -> world.seal(brand, brand, terms)))
                .containsExactly("run-head", "epoch", "sealed-lots");
    }

    @Test
    void the_blocks_of_a_plans_containers_and_those_made_alone_among_them_are_announced() {
        world.create(brand, 1);
        BatchTerms loose = world.terms(World.GTIN, world.freshLot(), 10);
        BatchTerms planned = new BatchTerms(
                loose.gtin(),
                loose.lot(),
                loose.expiry(),
                loose.produced(),
                loose.count(),
                loose.profile(),
                loose.labelKey(),
                Optional.of(world.plan(10, 5)));

        assertThat(surprises(brand, () -> world.open(brand, planned))).containsExactly("batch");
        SortedMap<Integer, Page> pages = World.packed(planned, i -> i);
        desk.submit(
                brand,
                "batch:AddPages",
                TestBatch.transientData(pages),
                planned.gtin().digits(),
                planned.lot().value());
        assertThat(surprises(brand, () -> world.seal(brand, brand, planned, pages)))
                .containsExactly("run-head", "epoch", "sealed-lots");
    }

    @Test
    void the_votes_of_all_organisations_are_announced() {
        TestParty admin = world.secondAdmin();
        String party = World.json(world.stranger().toJson());

        assertThat(surprises(admin, () -> desk.submit(admin, "party:Propose", party)))
                .containsExactly("consortium", "epoch", "party");
    }

    @Test
    void what_calls_made_together_read_is_announced_before_the_first_is_made() {
        String calls = Together.argument(
                List.of(offering("together00000001", unit), offering("together00000002", world.freshUnit())));

        assertThat(surprises(brand, () -> desk.submit(brand, Together.NAME, calls)))
                .containsExactly("page");
    }

    private Together.OneCall offering(String operation, UnitDigest one) {
        return new Together.OneCall(
                "custody:Offer",
                List.of(operation, world.offerJson(brand, distributor, goods(one), Duration.ofDays(1))));
    }

    @Test
    void the_brand_of_a_unit_comes_with_its_page() {
        assertThat(asked("unit:Read", World.GTIN.digits(), World.LOT.value(), unit.hex()).withPage)
                .contains("page", "party");
    }

    @Test
    void what_questions_read_is_announced_but_for_what_it_leads_to() {
        world.handOver(brand, distributor, goods(unit));
        world.handOver(distributor, world.third, goods(unit));
        world.report(world.third, World.subject(unit), Status.STOLEN);

        assertThat(asking("unit:Read", World.GTIN.digits(), World.LOT.value(), unit.hex()))
                .containsExactly("certificate", "hand-off", "certificate", "certificate");
        assertThat(asking("unit:Lots", World.GTIN.digits(), unit.hex(), "0")).containsExactly("sealed-lots");
    }
}
