package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.unit.UnitDigest;

/** Which batch a label without a lot is of. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LotSearchTest {
    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.compact(channel, "M", 3);
    private final UnitDigest unit = batch.digest(0);

    private LotSearch search(UnitDigest digest, int from) {
        return channel.evaluate(state -> LotSearch.of(state, TestBatch.GTIN, digest, from));
    }

    private static List<String> lots(LotSearch search) {
        return search.found().stream().map(found -> found.lot().value()).toList();
    }

    @Test
    void finds_the_batches_in_the_order_of_their_seals_whatever_their_lots_and_clocks() {
        TestBatch last = batch.again("A");
        last.open();
        batch.again("Z").register();
        batch.register();
        last.addPages(last.pages());
        channel.submit(
                channel.aurelia,
                (call, caller) -> SealRules.seal(
                        call,
                        caller,
                        TestChannel.CLAIMS,
                        TestBatch.GTIN,
                        new Lot("A"),
                        last.sealBy(channel.aurelia, call.time().minusSeconds(200))));

        LotSearch search = search(unit, 0);

        assertThat(lots(search)).containsExactly("Z", "M", "A");
        assertThat(search.found()).extracting(LotSearch.Found::brand).containsOnly(channel.aurelia.gln());
        assertThat(search.next()).isEmpty();
        assertThat(LotSearch.fromJson(CanonicalJson.parse(CanonicalJson.write(search.toJson()))))
                .isEqualTo(search);
    }

    @Test
    void passes_over_open_and_abandoned_batches_and_those_of_other_units() {
        TestBatch open = batch.again("OPEN");
        open.open();
        open.addPages(open.pages());
        TestBatch abandoned = batch.again("GIVEN-UP");
        abandoned.open();
        abandoned.addPages(abandoned.pages());
        channel.submit(
                channel.aurelia,
                (call, caller) -> BatchRules.abandon(call, caller, TestBatch.GTIN, new Lot("GIVEN-UP")));
        TestBatch.compact(channel, "OTHER", 3).register();
        assertThat(search(unit, 0).found()).isEmpty();

        batch.register();

        assertThat(lots(search(unit, 0))).containsExactly("M");
        assertThat(lots(search(TestBatch.compact(channel, "OTHER", 3).digest(2), 0)))
                .containsExactly("OTHER");
    }

    @Test
    void finds_nothing_where_nothing_is_sealed() {
        LotSearch none = channel.evaluate(state -> LotSearch.of(state, new Gtin("00000012345670"), unit, 0));

        assertThat(none.found()).isEmpty();
        assertThat(none.next()).isEmpty();
    }

    @Test
    void looks_at_sixty_four_batches_a_call_and_goes_on_where_it_stopped() {
        int sealed = LotSearch.MAX_LOTS + 3;
        IntStream.range(0, sealed - 2)
                .forEach(
                        i -> TestBatch.compact(channel, "L%02d".formatted(i), 1).register());
        batch.register();
        batch.again("A").register();

        LotSearch first = search(unit, 0);
        LotSearch second = search(unit, first.next().orElseThrow());

        assertThat(first.found()).isEmpty();
        assertThat(first.next()).isEqualTo(OptionalInt.of(LotSearch.MAX_LOTS));
        assertThat(LotSearch.fromJson(first.toJson())).isEqualTo(first);
        assertThat(lots(second)).containsExactly("M", "A");
        assertThat(second.next()).isEmpty();
        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> search(unit, sealed));
        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> search(unit, -1));
    }

    @Test
    void ends_with_a_full_slice_where_there_are_no_more() {
        IntStream.range(0, LotSearch.MAX_LOTS)
                .forEach(
                        i -> TestBatch.compact(channel, "L%02d".formatted(i), 1).register());

        assertThat(search(unit, 0).next()).isEmpty();
    }

    @Test
    void names_the_brand_of_each_so_that_a_later_holder_of_the_prefix_takes_no_unit_over() {
        batch.register();
        TestParty later = TestParty.enrol(
                channel.meridianCa, "MeridianMSP", "Later", "9506000300009", List.of(Role.BRAND), "9506000");
        Party aurelia = channel.aurelia.party();
        channel.admit(
                new Party(aurelia.gln(), aurelia.name(), aurelia.msp(), aurelia.key(), aurelia.roles(), List.of()));
        channel.admit(later.party());
        TestBatch copy = batch.again("COPY");
        channel.submit(later, (call, caller) -> BatchRules.open(call, caller, copy.terms()));
        channel.submit(
                later,
                (call, caller) -> BatchRules.addPages(
                        call, caller, TestBatch.GTIN, new Lot("COPY"), TestBatch.transientData(copy.pages())));
        byte[] signed = Seal.signedBytes(TestChannel.NAME, copy.terms(), later.gln(), copy.root(), channel.now());
        Seal seal = new Seal(copy.root(), later.sign(signed, channel.now()));
        channel.submit(
                later,
                (call, caller) ->
                        SealRules.seal(call, caller, TestChannel.CLAIMS, TestBatch.GTIN, new Lot("COPY"), seal));

        assertThat(search(unit, 0).found())
                .containsExactly(
                        new LotSearch.Found(new Lot("M"), channel.aurelia.gln()),
                        new LotSearch.Found(new Lot("COPY"), later.gln()));
    }

    @Test
    void begins_with_a_batch_that_there_is() {
        TestBatch.compact(channel, "ONE", 3).register();
        UnitDigest digest = TestBatch.compact(channel, "ONE", 3).digest(1);

        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> slice(digest, -1));
        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> slice(digest, 1));
        assertThat(slice(digest, 0).found()).hasSize(1);
    }

    private LotSearch slice(UnitDigest digest, int from) {
        return channel.evaluate(state -> LotSearch.of(state, TestBatch.GTIN, digest, from));
    }
}
