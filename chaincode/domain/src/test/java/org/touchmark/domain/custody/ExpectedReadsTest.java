package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.unit.UnitDigest;

/** What is said to be read before it is: on a peer all of that comes in one answer, and nothing is asked for in vain. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ExpectedReadsTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final UnitDigest unit = world.freshUnit();

    /** A state that notes what it is told to expect before it is read. */
    private static final class Noting implements LedgerState {
        private final MemoryLedger.Transaction whole;
        private final List<String> expected = new ArrayList<>();

        Noting(MemoryLedger ledger) {
            whole = ledger.begin();
        }

        /** Types of the keys that were expected and not read yet, in the order in which they came. */
        List<String> expected() {
            return expected.stream().map(key -> key.split("\0", -1)[1]).toList();
        }

        @Override
        public void expect(LedgerKey key) {
            if (!whole.reads().contains(key.composite())) {
                expected.add(key.composite());
            }
        }

        @Override
        public Optional<byte[]> get(LedgerKey key) {
            return whole.get(key);
        }

        @Override
        public void put(LedgerKey key, byte[] value) {
            whole.put(key, value);
        }

        @Override
        public void delete(LedgerKey key) {
            whole.delete(key);
        }

        @Override
        public List<Entry> list(LedgerKey prefix, Optional<LedgerKey> after, int max) {
            return whole.list(prefix, after, max);
        }

        @Override
        public List<Change> history(LedgerKey key) {
            return whole.history(key);
        }
    }

    @Test
    void of_an_offer_are_its_receiver_and_the_keys_of_all_that_it_takes() {
        Sscc box = world.create(brand, 1);
        Consignment goods = new Consignment(
                goods(unit, world.freshUnit()).groups(), containers(box).containers());
        String offer = world.offerJson(brand, distributor, goods, Duration.ofDays(1));
        Noting state = new Noting(ledger);

        Custody.expect(state, SignedOffer.fromJson(World.read(offer), new OperationId("operation-of-test-1")));

        assertThat(state.expected())
                .containsExactly(
                        "hand-off", "epoch", "party", "certificate", "batch", "unit", "batch", "unit", "container");
        assertThat(state.expected.get(2)).contains(distributor.gln().digits());
        assertThat(state.expected.get(5)).contains(goods.units().get(0).hex());
        assertThat(state.expected.get(8)).contains(box.digits());
    }

    @Test
    void of_an_answer_are_the_hand_off_the_epoch_and_who_signs() {
        HandOff handOff = world.offer(brand, distributor, goods(unit));
        Noting state = new Noting(ledger);

        Custody.expect(state, handOff.offer().id(), handOff.signature());

        assertThat(state.expected()).containsExactly("hand-off", "epoch", "certificate");
    }

    @Test
    void of_a_unit_are_its_record_its_batch_its_brand_and_its_hand_offs_with_their_parties() {
        HandOff first = world.handOver(brand, distributor, goods(unit));
        HandOff second = world.handOver(distributor, world.third, goods(unit));
        Noting state = new Noting(ledger);

        UnitReading reading = UnitReading.of(state, World.subject(unit), desk.now());

        assertThat(reading.trail().steps()).extracting(TrailEvent.Step::handOff).containsExactly(first, second);
        assertThat(state.expected())
                .containsSubsequence("batch", "unit", "batch-status", "party")
                .containsSubsequence("hand-off-goods", "hand-off-goods");
        assertThat(state.expected).anyMatch(key -> isOf(key, "unit", unit.hex()));
        for (HandOff handOff : List.of(first, second)) {
            String id = handOff.offer().id().value();
            assertThat(state.expected).anyMatch(key -> isOf(key, "hand-off-goods", id));
        }
        assertThat(state.expected)
                .anyMatch(key -> isOf(key, "hand-off", first.offer().id().value()));
        for (TestParty party : List.of(brand, distributor, world.third)) {
            assertThat(state.expected)
                    .anyMatch(key -> isOf(key, "party", party.gln().digits()));
        }
    }

    private static boolean isOf(String key, String type, String part) {
        return key.startsWith("\0" + type + "\0") && key.contains(part);
    }
}
