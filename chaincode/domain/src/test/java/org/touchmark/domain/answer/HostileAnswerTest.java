package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.HostileJson;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelClaim;
import org.touchmark.domain.trust.TestAuthority;

/** Whatever an answer says, it is refused by name or judged: nothing else comes of it, and not after long. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HostileAnswerTest {
    private static final int TEXTS = 1_500;

    private final TestChannel channel = TestChannel.withParties();
    private final Verifier verifier = Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE);
    private final TestBatch batch = TestBatch.signed(channel, "L1", 300, LocalDate.of(2031, 12, 31));
    private final TestCustody custody = new TestCustody(channel, batch);

    private Answer answer(DigitalLink link) {
        return verifier.verify(link, new TestEvidence(channel).of(link), channel.now());
    }

    /** What came of a text: read and judged, or refused with a message that a person can read. */
    private boolean isJudged(DigitalLink link, String text) {
        Answer given;
        try {
            given = Answer.parse(text);
        } catch (RefusedException e) {
            assertThat(e.prose()).isNotBlank();
            return false;
        }
        Answer own = verifier.judge(link, given, channel.now());
        assertThat(own.verdict().headline()).isNotBlank();
        assertThatCode(() -> own.toJson().toString()).doesNotThrowAnyException();
        return true;
    }

    private void assertTotal(DigitalLink link, long seed) {
        List<String> judged = new ArrayList<>();
        HostileJson.of(answer(link).toJson(), TEXTS, seed).forEach(text -> {
            try {
                if (isJudged(link, text)) {
                    judged.add(text);
                }
            } catch (RuntimeException | StackOverflowError e) {
                fail("an answer ends in neither of its outcomes: " + shortened(text), e);
            }
        });
        assertThat(judged).as("texts that go as far as the verifier").hasSizeGreaterThan(TEXTS / 100);
    }

    private static String shortened(String text) {
        return text.length() < 20_000 ? text : text.substring(0, 20_000) + "...";
    }

    @Test
    void of_a_unit_that_went_through_hands_is_refused_or_judged_whatever_it_says() {
        batch.register();
        custody.handOver(channel.aurelia, channel.meridian, batch.digest(3), batch.digest(4));
        custody.handOver(channel.meridian, channel.corner, batch.digest(3));
        custody.submit(channel.corner, custody.offer(channel.corner, channel.meridian, batch.digest(3)));

        assertTotal(batch.link(3), 11);
    }

    @Test
    void of_a_unit_that_is_in_no_batch_is_refused_or_judged_whatever_it_says() {
        batch.register();

        assertTotal(TestBatch.compact(channel, "L2", 1).link(0), 12);
    }

    @Test
    void of_a_serial_that_its_batch_does_not_have_is_refused_or_judged_whatever_it_says() {
        batch.register();
        LabelClaim other = new LabelClaim(
                TestBatch.GTIN,
                batch.terms().lot(),
                new SerialNumber("NONE"),
                batch.link(0).expiry(),
                null);

        assertTotal(TestBatch.signedLink(other, TestBatch.ed25519Keys()), 16);
    }

    @Test
    void of_a_unit_that_was_packed_at_birth_is_refused_or_judged_whatever_it_says() {
        Sscc pallet = new Sscc("095060000000001005");
        PackingPlan plan = new PackingPlan(List.of(
                new PlanRun(new Sscc("095060000000000015"), 4, 1, OptionalInt.of(4), 4),
                new PlanRun(pallet, 1, 2, OptionalInt.empty(), 0)));
        TestBatch packed = TestBatch.packed(channel, "L3", 20, plan, 5);
        packed.register();
        TestCustody moves = new TestCustody(channel, packed);
        Instant at = channel.now().plusSeconds(1);
        Consignment goods = new Consignment(List.of(), List.of(pallet));
        Offer offer = TestCustody.offer(
                moves.id(channel.aurelia), channel.aurelia, channel.meridian, goods, at, at.plus(TestCustody.TRANSIT));
        moves.submit(channel.aurelia, TestCustody.signed(offer, goods, channel.aurelia));
        moves.accept(channel.meridian, offer.id());

        assertTotal(packed.link(7), 17);
    }

    @Test
    void of_a_batch_that_is_open_is_refused_or_judged_whatever_it_says() {
        assertTotal(batch.link(1), 13);
    }

    /** A head that was sealed and given up at once, or in another state than its fields, is none; the attempt proves nothing. */
    @ParameterizedTest
    @CsvSource({
        "abandonedAt, 1, SEALED, false",
        "abandonedAt, 1, OPEN, false",
        "abandonedAt, 1, ABANDONED, false",
        "abandonedAt, -1, SEALED, false",
        "attempt, 2, SEALED, true",
        "attempt, 1000, SEALED, true",
        "attempt, 2, OPEN, false",
        "attempt, 2, ABANDONED, false"
    })
    void with_a_field_more_in_its_batch_is_refused_or_judged(String field, int value, String state, boolean judged) {
        batch.register();
        String sealed = answer(batch.link(0)).toJson().toString();
        String changed = sealed.replace("\"batch\":{", "\"batch\":{\"%s\":%d,".formatted(field, value))
                .replace("\"state\":\"SEALED\"", "\"state\":\"" + state + "\"");

        assertThat(changed).isNotEqualTo(sealed).contains(field);
        assertThat(isJudged(batch.link(0), changed)).isEqualTo(judged);
    }

    @Test
    void as_long_as_an_answer_may_be_is_judged_in_time() {
        batch.register();
        custody.handOver(channel.aurelia, channel.meridian, batch.digest(3));
        Evidence evidence = answer(batch.link(3)).evidence().orElseThrow();
        TrailEvent step = evidence.trail().events().get(0);
        Trail longest = new Trail(0, Collections.nCopies(Trail.MAX_EVENTS, step));
        Answer answer = new Answer(
                new Verdict.Genuine(List.of()), List.of(), Optional.of(TestEvidence.withTrail(evidence, longest)));
        long begin = System.nanoTime();

        assertThat(isJudged(batch.link(3), answer.toJson().toString())).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
}
