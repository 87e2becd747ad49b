package org.touchmark.domain.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.goods;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.unit.UnitDigest;

/** Several writes of one party in a transaction. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TogetherTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final UnitDigest one = world.freshUnit();
    private final UnitDigest two = world.freshUnit();
    private int operations;

    TogetherTest() {
        // The brand's certificate is written with the first offer that it signs.
        world.handOver(brand, distributor, goods(world.freshUnit()));
    }

    private Together.OneCall call(String function, String... arguments) {
        List<String> all = new ArrayList<>(List.of("together%08d".formatted(operations++)));
        all.addAll(List.of(arguments));
        return new Together.OneCall(function, all);
    }

    private Together.OneCall offer(UnitDigest unit) {
        return call("custody:Offer", world.offerJson(brand, distributor, goods(unit), DAY));
    }

    private List<Optional<String>> together(Together.OneCall... calls) {
        String answer = desk.submit(brand, Together.NAME, new TreeMap<>(), Together.argument(List.of(calls)));
        return Together.results(World.read(answer), calls.length);
    }

    @Test
    void leave_the_records_that_as_many_transactions_leave() {
        MemoryLedger before = new MemoryLedger();
        Together.OneCall first = offer(one);
        Together.OneCall second = offer(two);
        ledger.copyInto(before);

        List<Optional<String>> results = together(first, second);

        DomainDesk.Invocation shared = desk.invocations().get(desk.invocations().size() - 1);
        Map<String, String> apart = new TreeMap<>();
        List<Optional<String>> alone = new ArrayList<>();
        for (Together.OneCall each : List.of(first, second)) {
            MemoryLedger.Transaction own = before.begin();
            alone.add(Optional.of(alone(each, shared).run(own, "tx")));
            apart.putAll(texts(own));
        }
        MemoryLedger.Transaction all = before.begin();
        shared.run(all, "tx");
        Map<String, String> together = texts(all);
        together.keySet().removeIf(key -> key.contains(shared.arguments().get(0)));
        assertThat(results).isEqualTo(alone);
        assertThat(together).isEqualTo(apart);
    }

    private static DomainDesk.Invocation alone(Together.OneCall call, DomainDesk.Invocation shared) {
        return new DomainDesk.Invocation(
                call.function(), call.arguments(), new TreeMap<>(), shared.msp(), shared.certificate(), shared.time());
    }

    private static Map<String, String> texts(MemoryLedger.Transaction transaction) {
        Map<String, String> texts = new TreeMap<>();
        transaction.writes().forEach((key, value) -> texts.put(key, new String(value, StandardCharsets.UTF_8)));
        return texts;
    }

    @Test
    void a_refused_one_is_left_out_and_the_others_are_done() {
        world.offer(brand, distributor, goods(one));

        List<Optional<String>> results = together(offer(one), offer(two));

        assertThat(results.get(0)).isEmpty();
        assertThat(results.get(1)).isPresent();
        assertThat(world.reading(two).unit().orElseThrow().inTransit()).isTrue();
    }

    @Test
    void two_that_touch_one_key_do_not_share_a_transaction() {
        List<Optional<String>> results = together(offer(one), offer(one), offer(two));

        assertThat(results.get(0)).isPresent();
        assertThat(results.get(1)).isEmpty();
        assertThat(results.get(2)).isPresent();
    }

    @Test
    void done_twice_they_answer_the_first_results_and_write_nothing() {
        world.offer(brand, distributor, goods(two));
        Together.OneCall refused = offer(two);
        List<Optional<String>> results = together(offer(one), refused);
        DomainDesk.Invocation transaction =
                desk.invocations().get(desk.invocations().size() - 1);

        MemoryLedger.Transaction again = ledger.begin();
        String answer = transaction.run(again, "another");

        assertThat(again.writes()).isEmpty();
        assertThat(Together.results(World.read(answer), 2)).isEqualTo(results);
    }

    @Test
    void what_was_left_out_the_first_time_stays_so_though_it_could_be_done_now() {
        HandOff before = world.offer(brand, distributor, goods(two));
        List<Optional<String>> results = together(offer(one), offer(two));
        DomainDesk.Invocation transaction =
                desk.invocations().get(desk.invocations().size() - 1);
        world.cancel(brand, before);

        MemoryLedger.Transaction again = ledger.begin();
        String answer = transaction.run(again, "another");

        assertThat(results.get(1)).isEmpty();
        assertThat(again.writes()).isEmpty();
        assertThat(Together.results(World.read(answer), 2)).isEqualTo(results);
    }

    @Test
    void each_is_done_once_whether_alone_or_together() {
        Together.OneCall offer = offer(one);
        List<Optional<String>> results = together(offer);

        assertThat(together(offer, offer(two)).get(0)).isEqualTo(results.get(0));
    }

    @Test
    void each_has_its_own_proofs() {
        byte[] proof = world.reading(one).finding().presence().orElseThrow().toBytes();
        byte[] other = world.reading(two).finding().presence().orElseThrow().toBytes();
        String name = Together.transientName(1, "presence/" + two);
        String calls = Together.argument(List.of(offer(one), offer(two)));

        String wrong = desk.submit(brand, Together.NAME, new TreeMap<>(Map.of(name, proof)), calls);
        assertThat(Together.results(World.read(wrong), 2).get(1)).isEmpty();
        String right = desk.submit(
                brand,
                Together.NAME,
                new TreeMap<>(Map.of(Together.transientName(0, "presence/" + two), other)),
                Together.argument(List.of(offer(two))));
        assertThat(Together.results(World.read(right), 1).get(0)).isPresent();
        assertRefused(
                ErrorCode.TRANSIENT_INVALID,
                () -> desk.submit(brand, Together.NAME, new TreeMap<>(Map.of("2/presence/" + two, other)), calls));
    }

    @Test
    void say_why_if_none_can_be_done() {
        world.offer(brand, distributor, goods(one));

        assertRefused(ErrorCode.IN_TRANSIT, () -> together(offer(one)));
    }

    @Test
    void are_of_one_party_under_its_own_rights() {
        assertRefused(
                ErrorCode.NOT_CUSTODIAN,
                () -> together(call("custody:Offer", world.offerJson(distributor, brand, goods(one), DAY))));
    }

    @Test
    void are_short_writes() {
        for (String function : List.of("custody:Read", "batch:SealChunk", "party:Vote", Together.NAME)) {
            assertInvalid("function " + function + " is not called together with others", call(function, "x"));
        }
        assertInvalid("there is no function no:Such", call("no:Such", "x"));
        assertInvalid("function custody:Lapse takes 2 arguments", call("custody:Lapse", "x", "more"));
        assertInvalid("0 calls together");
        assertThat(Together.takes("status:Report")).isTrue();
        assertThat(Together.takes("batch:Seal")).isFalse();
    }

    private void assertInvalid(String says, Together.OneCall... calls) {
        assertRefused(new RefusalsByName.Refusal(ErrorCode.ARGUMENT_INVALID, says, () -> together(calls)));
    }

    @Test
    void are_not_too_many() {
        Together.OneCall[] calls = new Together.OneCall[Together.MAX_CALLS + 1];
        Arrays.fill(calls, call("custody:Lapse", "x"));

        assertInvalid("51 calls together, should be 1 to 50", calls);
        calls[0] = offer(one);
        assertThat(together(Arrays.copyOf(calls, Together.MAX_CALLS)).get(0)).isPresent();
    }

    @Test
    void are_told_by_places_that_there_are() {
        JsonObject answer = World.read("{\"done\":[{\"call\":1,\"result\":\"told\"}]}");

        assertThat(Together.results(answer, 2)).containsExactly(Optional.empty(), Optional.of("told"));
        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> Together.results(answer, 1));
    }
}
