package org.touchmark.domain.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** What reports make of a thing, by themselves: no ledger, no parties. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConditionTest {
    private static final Instant AT = Instant.parse("2026-06-01T08:00:00Z");
    private static final Gln BRAND = new Gln("9506000000008");
    private static final Gln RETAILER = new Gln("9506000200002");
    private static final Gtin GTIN = new Gtin("09506000134352");
    private static final Subject UNIT = new Subject.OfUnit(GTIN, new Lot("L"), new UnitDigest(1, 2));
    private static final Subject BOX = new Subject.OfContainer(Sscc.ofNumber(19_506_000_000_000_001L));
    private static final Subject BATCH = new Subject.OfBatch(GTIN, new Lot("L"));

    private static ClaimantSignature signature(Gln by) {
        return new ClaimantSignature(by, Bytes.of(new byte[1]), Bytes.of(new byte[2]), AT);
    }

    private static Reported told(Subject subject, Status status, Gln by, Subject... clears) {
        return new Reported(subject, new Mark(status, AT, signature(by), 1, List.of(clears)));
    }

    private static Condition condition(Reported... reports) {
        return Condition.of(List.of(reports));
    }

    private static void assertSays(ErrorCode code, String says, ThrowingCallable attempt) {
        assertRefused(new RefusalsByName.Refusal(code, says, attempt));
    }

    @Nested
    class A_condition {
        @Test
        void tells_thefts_by_whom_and_of_what_and_each_thing_once() {
            Reported unit = told(UNIT, Status.STOLEN, BRAND);
            Reported box = told(BOX, Status.STOLEN, RETAILER);

            Condition stolen = condition(unit, box, told(UNIT, Status.STOLEN, RETAILER));

            assertThat(stolen.isStolen()).isTrue();
            assertThat(stolen.recalled()).isFalse();
            assertThat(stolen.victims()).isEqualTo(Set.of(BRAND, RETAILER));
            assertThat(stolen.stolen()).containsExactly(UNIT, BOX);
            assertThat(condition(unit, box, told(BOX, Status.FOUND, RETAILER, BOX))
                            .thefts())
                    .containsExactly(unit);
            assertThat(condition(box, told(BOX, Status.FOUND, RETAILER, BOX)).isStolen())
                    .isFalse();
        }

        @Test
        void stays_recalled_whatever_else_is_told() {
            Condition recalled =
                    condition(told(BATCH, Status.RECALLED, BRAND), told(UNIT, Status.DECOMMISSIONED, RETAILER));

            assertThat(recalled.recalled()).isTrue();
            assertThat(recalled.life()).isEqualTo(Life.DECOMMISSIONED);
            assertThat(recalled.thefts()).isEmpty();
        }

        @Test
        void that_bars_a_deed_says_which_one_and_what_ends_it() {
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    "a box is stolen (who reported that, or an inspector, reports it found), which bars: report sold",
                    () -> condition(told(UNIT, Status.STOLEN, BRAND)).require(Deed.REPORT_SOLD, "a box"));
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    "a box is recalled, which bars: report exported",
                    () -> condition(told(UNIT, Status.RECALLED, BRAND)).require(Deed.REPORT_EXPORTED, "a box"));
            assertThatCode(() -> condition(told(UNIT, Status.RECALLED, BRAND)).require(Deed.OFFER, "a box"))
                    .doesNotThrowAnyException();
        }

        @Test
        void that_a_report_can_not_follow_says_how_the_thing_stands() {
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    UNIT + " is neither stolen nor anything else, so it can't be reported found",
                    () -> condition().requireAllows(Status.FOUND, UNIT));
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    UNIT + " is sample and recalled, so it can't be reported sample",
                    () -> condition(told(UNIT, Status.SAMPLE, BRAND), told(BATCH, Status.RECALLED, BRAND))
                            .requireAllows(Status.SAMPLE, UNIT));
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    UNIT + " is decommissioned and stolen, so it can't be reported decommissioned",
                    () -> condition(told(UNIT, Status.DECOMMISSIONED, BRAND), told(UNIT, Status.STOLEN, BRAND))
                            .requireAllows(Status.DECOMMISSIONED, UNIT));
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    UNIT + " is destroyed, which bars: report found",
                    () -> condition(told(UNIT, Status.DESTROYED, BRAND)).requireAllows(Status.FOUND, UNIT));
        }

        @Test
        void lets_follow_what_any_of_its_tracks_lets_follow() {
            Condition stolen = condition(told(UNIT, Status.STOLEN, BRAND));
            Condition recalled = condition(told(UNIT, Status.RECALLED, BRAND));

            assertThatCode(() -> {
                        stolen.requireAllows(Status.FOUND, UNIT);
                        stolen.requireAllows(Status.RECALLED, UNIT);
                        stolen.requireAllows(Status.DECOMMISSIONED, UNIT);
                        recalled.requireAllows(Status.STOLEN, UNIT);
                        recalled.requireAllows(Status.SAMPLE, UNIT);
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Nested
    class A_mark {
        @Test
        void clears_thefts_only_where_it_says_that_something_is_found() {
            assertThat(told(BOX, Status.FOUND, BRAND, BOX, UNIT).mark().clears())
                    .containsExactly(BOX, UNIT);
            assertThat(new Mark(Status.FOUND, AT, signature(BRAND), 1).clears()).isEmpty();
            for (Status status : Status.values()) {
                if (status != Status.FOUND) {
                    assertSays(ErrorCode.ARGUMENT_INVALID, "something is found", () -> told(UNIT, status, BRAND, UNIT));
                }
            }
        }

        @Test
        void clears_a_thousand_thefts_and_no_more() {
            assertThat(new Mark(Status.FOUND, AT, signature(BRAND), 1, Collections.nCopies(1_000, UNIT)).clears())
                    .hasSize(1_000);
            assertRefused(
                    ErrorCode.ARGUMENT_INVALID,
                    () -> new Mark(Status.FOUND, AT, signature(BRAND), 1, Collections.nCopies(1_001, UNIT)));
        }

        @Test
        void is_undone_up_to_the_very_end_of_its_ten_days() {
            Mark sold = told(UNIT, Status.SOLD, BRAND).mark();
            Instant end = AT.plus(Duration.ofDays(10));

            assertThatCode(() -> sold.requireUndoable(end)).doesNotThrowAnyException();
            assertSays(
                    ErrorCode.UNDO_TOO_LATE,
                    "reported sold at 2026-06-01T08:00:00Z; a report is undone within 10 days",
                    () -> sold.requireUndoable(end.plusMillis(1)));
        }

        @Test
        void that_is_never_undone_says_so_and_what_ends_a_theft() {
            Mark found = told(BOX, Status.FOUND, BRAND).mark();

            assertSays(
                    ErrorCode.UNDO_FORBIDDEN,
                    "what is gone again is reported stolen again",
                    () -> found.requireUndoable(AT));
            assertSays(
                    ErrorCode.UNDO_FORBIDDEN,
                    "stolen can't be undone; what is found again is reported found",
                    () -> told(UNIT, Status.STOLEN, BRAND).mark().requireUndoable(AT));
            Mark recalled = told(UNIT, Status.RECALLED, BRAND).mark();
            assertRefused(ErrorCode.UNDO_FORBIDDEN, () -> recalled.requireUndoable(AT));
        }

        @Test
        void reads_back_from_its_json_with_what_it_clears() {
            Reported found = told(BOX, Status.FOUND, BRAND, BOX, UNIT, BATCH);
            Reported sold = told(UNIT, Status.SOLD, RETAILER);

            assertThat(Reported.fromJson(found.toJson())).isEqualTo(found);
            assertThat(Reported.fromJson(sold.toJson())).isEqualTo(sold);
            assertThat(sold.mark().toJson(SignatureForm.whole()).has("clears")).isFalse();
            assertThat(sold.mark().by()).isEqualTo(RETAILER);
        }
    }

    @Nested
    class A_subject {
        @Test
        void reads_back_from_its_json_and_is_named_by_what_it_is() {
            assertThat(Stream.of(UNIT, BOX, BATCH).map(Subject::toJson).map(Subject::fromJson))
                    .containsExactly(UNIT, BOX, BATCH);
            assertThat(Stream.of(UNIT, BOX, BATCH).map(Subject::kind)).containsExactly(Status.Kind.values());
            assertThat(Stream.of(UNIT, BOX, BATCH).map(Subject::toString))
                    .containsExactly(
                            "unit 00000000000000010000000000000002",
                            "container 195060000000000012",
                            "the batch of GTIN 09506000134352 with lot L");
        }

        @Test
        void has_bytes_to_sign_that_no_other_subject_status_reporter_channel_or_time_has() {
            List<Bytes> all = Stream.of(
                            Mark.signedBytes("one", UNIT, Status.SOLD, BRAND, AT),
                            Mark.signedBytes("two", UNIT, Status.SOLD, BRAND, AT),
                            Mark.signedBytes("one", BOX, Status.SOLD, BRAND, AT),
                            Mark.signedBytes("one", BATCH, Status.SOLD, BRAND, AT),
                            Mark.signedBytes("one", UNIT, Status.SAMPLE, BRAND, AT),
                            Mark.signedBytes("one", UNIT, Status.SOLD, RETAILER, AT),
                            Mark.signedBytes("one", UNIT, Status.SOLD, BRAND, AT.plusMillis(1)))
                    .map(Bytes::of)
                    .toList();

            assertThat(all).doesNotHaveDuplicates();
            assertThat(told(UNIT, Status.SOLD, BRAND).mark().signedBytes("one", UNIT))
                    .isEqualTo(all.get(0).toArray());
        }
    }

    @Nested
    class A_things_owner_for_a_report {
        private final Optional<Gln> holder = Optional.of(RETAILER);
        private final Optional<Gln> maker = Optional.of(BRAND);
        private final Set<Gln> nobody = Set.of();

        @Test
        void is_who_holds_it_who_made_it_or_either() {
            assertThat(Status.Owner.CUSTODIAN.of(Life.ACTIVE, holder, maker, nobody))
                    .containsExactly(RETAILER);
            assertThat(Status.Owner.BRAND.of(Life.ACTIVE, holder, maker, nobody))
                    .containsExactly(BRAND);
            assertThat(Status.Owner.EITHER.of(Life.ACTIVE, holder, maker, nobody))
                    .containsExactlyInAnyOrder(RETAILER, BRAND);
            assertThat(Status.Owner.EITHER.of(Life.ACTIVE, maker, maker, nobody))
                    .containsExactly(BRAND);
        }

        @Test
        void is_no_longer_who_holds_it_once_it_is_sold() {
            assertThat(Status.Owner.CUSTODIAN.of(Life.SOLD, holder, maker, nobody))
                    .isEmpty();
            assertThat(Status.Owner.BRAND.of(Life.SOLD, holder, maker, nobody)).containsExactly(BRAND);
            assertThat(Status.Owner.EITHER.of(Life.SOLD, holder, maker, nobody)).containsExactly(BRAND);
        }

        @Test
        void is_the_one_party_that_reported_all_thefts_and_none_of_several() {
            assertThat(Status.Owner.VICTIM.of(Life.ACTIVE, holder, maker, Set.of(RETAILER)))
                    .containsExactly(RETAILER);
            assertThat(Status.Owner.VICTIM.of(Life.ACTIVE, holder, maker, Set.of(RETAILER, BRAND)))
                    .isEmpty();
            assertThat(Status.Owner.VICTIM.of(Life.ACTIVE, holder, maker, nobody))
                    .isEmpty();
        }

        @Test
        void depends_on_the_holder_where_a_holder_may_be_the_one() {
            assertThat(Arrays.stream(Status.Owner.values()).filter(owner -> owner.dependsOnHolder(Life.ACTIVE)))
                    .containsExactly(Status.Owner.CUSTODIAN, Status.Owner.EITHER);
            assertThat(Arrays.stream(Status.Owner.values()).filter(owner -> owner.dependsOnHolder(Life.SOLD)))
                    .isEmpty();
        }
    }

    @Test
    void a_status_is_one_of_eight_words() {
        assertThat(Status.parse("recalled")).isEqualTo(Status.RECALLED);
        assertSays(
                ErrorCode.ARGUMENT_INVALID,
                "sold, decommissioned, stolen, recalled, destroyed, sample, exported, found",
                () -> Status.parse("SOLD"));
        assertThat(Hindrance.DECOMMISSIONED.word()).isEqualTo("decommissioned");
    }
}
