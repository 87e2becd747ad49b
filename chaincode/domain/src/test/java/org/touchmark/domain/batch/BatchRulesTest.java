package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class BatchRulesTest {
    private static final LocalDate EXPIRY = LocalDate.of(2031, 12, 31);

    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.signed(channel, "L1", 5_000, EXPIRY);
    private final BatchTerms terms = batch.terms();

    private BatchHead read() {
        return channel.evaluate(state -> Batches.read(state, TestBatch.GTIN, terms.lot()));
    }

    private BatchHead open(TestParty party, BatchTerms some) {
        return channel.submit(party, (call, caller) -> BatchRules.open(call, caller, some));
    }

    private PagesAdded add(TestParty party, SortedMap<String, byte[]> data) {
        return channel.submit(
                party, (call, caller) -> BatchRules.addPages(call, caller, TestBatch.GTIN, terms.lot(), data));
    }

    private BatchHead seal(TestParty party, Seal seal) {
        return channel.submit(
                party,
                (call, caller) -> SealRules.seal(call, caller, TestChannel.CLAIMS, TestBatch.GTIN, terms.lot(), seal));
    }

    private SortedMap<String, byte[]> page(int number) {
        return TestBatch.transientData(
                new TreeMap<>(Map.of(number, batch.pages().get(number))));
    }

    private TestParty rivalBrand() {
        TestParty rival = TestParty.enrol(
                channel.meridianCa, "MeridianMSP", "Rival", "9506000300009", List.of(Role.BRAND), "9506001");
        channel.admit(rival.party());
        return rival;
    }

    private static void assertSays(ErrorCode code, String says, ThrowingCallable attempt) {
        assertRefused(new RefusalsByName.Refusal(code, says, attempt));
    }

    @Nested
    class Opening {
        @Test
        void keeps_the_terms_and_the_brand() {
            BatchHead head = batch.open();

            assertThat(head).isEqualTo(read());
            assertThat(head.terms()).isEqualTo(terms);
            assertThat(head.brand()).isEqualTo(channel.aurelia.gln());
            assertThat(head.state()).isEqualTo(BatchState.OPEN);
            assertThat(head.everyLabelSigned()).isTrue();
            assertThat(head.openedAt()).isEqualTo(channel.now());
            assertThat(head.toJson().members()).containsKeys("pages", "everyLabelSigned", "openedAt");
        }

        @Test
        void of_compact_labels_does_not_say_that_every_label_is_signed() {
            assertThat(TestBatch.compact(channel, "COMPACT", 1).open().everyLabelSigned())
                    .isFalse();
        }

        @Test
        void takes_a_brand_that_holds_the_prefix() {
            assertRefused(ErrorCode.ROLE_MISSING, () -> open(channel.meridian, terms));
            assertSays(
                    ErrorCode.PREFIX_NOT_OWNED,
                    "GTIN " + terms.gtin() + ", or a container of the plan, begins with none of the prefixes [9506001]",
                    () -> open(rivalBrand(), terms));
        }

        @Test
        void the_same_lot_twice_is_refused() {
            batch.open();

            assertRefused(ErrorCode.BATCH_EXISTS, batch::open);
        }

        @Test
        void names_a_label_key_that_is_registered() {
            BatchTerms unknown = new BatchTerms(
                    terms.gtin(),
                    terms.lot(),
                    terms.expiry(),
                    terms.produced(),
                    terms.count(),
                    terms.profile(),
                    Optional.of(LabelKeyId.parse("00000000")));

            assertRefused(ErrorCode.LABEL_KEY_UNKNOWN, () -> open(channel.aurelia, unknown));
        }
    }

    @Nested
    class Terms {
        private JsonObject json(String... changes) {
            TreeMap<String, Object> fields = new TreeMap<>(Map.of(
                    "gtin", TestBatch.GTIN.digits(),
                    "lot", "L1",
                    "produced", "2026-06-01",
                    "count", 10L,
                    "profile", "compact"));
            for (int i = 0; i < changes.length; i += 2) {
                fields.put(changes[i], changes[i + 1]);
            }
            JsonObject.Builder json = JsonObject.builder();
            fields.forEach((name, value) -> {
                if (value instanceof Long number) {
                    json.put(name, number);
                } else {
                    json.put(name, (String) value);
                }
            });
            return json.build();
        }

        @Test
        void read_back_from_their_json() {
            assertThat(BatchTerms.fromJson(CanonicalJson.parse(CanonicalJson.write(terms.toJson()))))
                    .isEqualTo(terms);
            assertThat(BatchTerms.fromJson(json()).profile()).isEqualTo(LabelProfile.COMPACT);
        }

        private void expiring(String produced, String expiry) {
            open(channel.aurelia, BatchTerms.fromJson(json("lot", expiry, "produced", produced, "expiry", expiry)));
        }

        @Test
        void name_an_expiry_that_a_label_can_say() {
            // AI 17 says two digits of the year; a reader takes them for a year from 49 years back to 50 years ahead.
            expiring("2026-06-01", "2076-12-31");
            expiring("1970-01-01", "1977-01-01");

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> expiring("2026-06-01", "2077-06-01"));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> json51YearsAfterProduction());
        }

        private void json51YearsAfterProduction() {
            BatchTerms.fromJson(json("produced", "2010-06-01", "expiry", "2061-06-01"));
        }

        @Test
        void name_an_expiry_that_a_label_can_say_to_who_reads_it_when_the_batch_is_opened() {
            BatchTerms farOff = BatchTerms.fromJson(json("produced", "2060-06-01", "expiry", "2077-01-01"));
            BatchTerms longAgo = BatchTerms.fromJson(json("produced", "1970-01-01", "expiry", "1976-12-31"));

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> open(channel.aurelia, farOff));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> open(channel.aurelia, longAgo));
        }

        @Test
        void that_break_a_rule_are_refused() {
            assertRefused(ErrorCode.GTIN_INVALID, () -> BatchTerms.fromJson(json("gtin", "09506000134353")));
            assertRefused(ErrorCode.LOT_INVALID, () -> BatchTerms.fromJson(json("lot", "a b")));
            for (String[] change : List.of(
                    new String[] {"produced", "2026-02-30"},
                    new String[] {"produced", "1026-02-03"},
                    new String[] {"expiry", "31.12.2031"},
                    new String[] {"expiry", "2026-05-31"},
                    new String[] {"profile", "SIGNED"},
                    new String[] {"profile", "signed"},
                    new String[] {"labelKey", "00000000"},
                    new String[] {"count", "ten"},
                    new String[] {"colour", "red"})) {
                assertRefused(ErrorCode.ARGUMENT_INVALID, () -> BatchTerms.fromJson(json(change)));
            }
        }

        @Test
        void name_days_from_1900_to_2199() {
            assertThat(BatchTerms.fromJson(json("produced", "1900-01-01")).produced())
                    .isEqualTo(LocalDate.of(1900, 1, 1));
            assertThat(BatchTerms.fromJson(json("produced", "2199-12-31")).produced())
                    .isEqualTo(LocalDate.of(2199, 12, 31));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> BatchTerms.fromJson(json("produced", "1899-12-31")));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> BatchTerms.fromJson(json("produced", "2200-01-01")));
        }

        @Test
        void may_expire_on_the_day_of_production() {
            assertThat(BatchTerms.fromJson(json("expiry", "2026-06-01")).expiry())
                    .contains(LocalDate.of(2026, 6, 1));
        }

        @Test
        void of_more_than_ten_million_units_say_so() {
            JsonObject many = JsonObject.builder()
                    .put("gtin", TestBatch.GTIN.digits())
                    .put("lot", "L1")
                    .put("produced", "2026-06-01")
                    .put("count", 10_000_001)
                    .put("profile", "compact")
                    .build();

            assertRefused(ErrorCode.TOO_MANY_UNITS, () -> BatchTerms.fromJson(many));
        }
    }

    @Nested
    class A_head {
        private final Instant at = channel.now();

        private BatchHead head(int attempt, Optional<Seal> seal, Optional<Instant> abandonedAt) {
            return new BatchHead(terms, channel.aurelia.gln(), at, attempt, seal, abandonedAt);
        }

        @Test
        void is_of_one_to_a_thousand_attempts() {
            assertThat(head(1, Optional.empty(), Optional.empty()).attempt()).isEqualTo(1);
            assertThat(head(1_000, Optional.empty(), Optional.empty()).attempt())
                    .isEqualTo(1_000);
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> head(0, Optional.empty(), Optional.empty()));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> head(1_001, Optional.empty(), Optional.empty()));
        }

        @Test
        void is_not_both_sealed_and_abandoned() {
            Seal seal = batch.sealBy(channel.aurelia, at);

            assertThat(head(1, Optional.of(seal), Optional.empty()).state()).isEqualTo(BatchState.SEALED);
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> head(1, Optional.of(seal), Optional.of(at)));
        }

        @Test
        void reads_back_only_where_what_follows_from_its_terms_agrees_with_them() {
            BatchHead head = head(2, Optional.empty(), Optional.empty());
            JsonObject json = head.toJson();

            assertThat(BatchHead.fromJson(json)).isEqualTo(head);
            for (Map.Entry<String, JsonValue> other : Map.<String, JsonValue>of(
                            "pages", new JsonValue.Int(3),
                            "everyLabelSigned", new JsonValue.Bool(false),
                            "state", new JsonValue.Text("SEALED"),
                            "colour", new JsonValue.Text("red"))
                    .entrySet()) {
                Map<String, JsonValue> members = new TreeMap<>(json.members());
                members.put(other.getKey(), other.getValue());
                assertRefused(ErrorCode.ARGUMENT_INVALID, () -> BatchHead.fromJson(JsonObject.of(members)));
            }
        }
    }

    @Nested
    class Adding_pages {
        @Test
        void takes_them_in_any_order_and_again() {
            batch.open();

            assertThat(missing()).isEqualTo(new PagesMissing(List.of(0, 1), 2, List.of()));
            assertThat(add(channel.aurelia, page(1))).isEqualTo(new PagesAdded(List.of(1), List.of()));
            assertThat(missing()).isEqualTo(new PagesMissing(List.of(0), 2, List.of()));
            assertThat(add(channel.aurelia, TestBatch.transientData(batch.pages())))
                    .isEqualTo(new PagesAdded(List.of(0), List.of(1)));
            assertThat(missing()).isEqualTo(new PagesMissing(List.of(), 2, List.of()));
            assertThat(PagesMissing.fromJson(missing().toJson())).isEqualTo(missing());
            PagesMissing much = new PagesMissing(List.of(3, 5), 700, List.of(1, 2));
            assertThat(PagesMissing.fromJson(much.toJson())).isEqualTo(much);
        }

        @Test
        void with_other_digests_where_a_page_lies_is_refused() {
            batch.open();
            add(channel.aurelia, page(0));
            Page other = Page.of(List.of(batch.pages().get(0).digest(0)));

            assertRefused(
                    ErrorCode.PAGE_CONFLICT,
                    () -> add(channel.aurelia, new TreeMap<>(Map.of("page/0", other.toBytes()))));
        }

        @Test
        void with_a_digest_of_another_bucket_is_refused_and_nothing_is_added() {
            batch.open();
            SortedMap<String, byte[]> swapped = new TreeMap<>(Map.of(
                    "page/0", batch.pages().get(0).toBytes(),
                    "page/1", batch.pages().get(0).toBytes()));

            assertRefused(ErrorCode.PAGE_FOREIGN_DIGEST, () -> add(channel.aurelia, swapped));
            assertThat(missing().missing()).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"page/-1", "page/01", "page/", "page/x", "pages/0", "page/0 ", "page/9999999"})
        void under_a_name_that_is_no_page_of_the_batch_is_refused(String name) {
            batch.open();

            assertRefused(
                    ErrorCode.TRANSIENT_INVALID,
                    () -> add(
                            channel.aurelia,
                            new TreeMap<>(Map.of(name, batch.pages().get(0).toBytes()))));
        }

        @Test
        void of_none_or_too_many_or_of_garbage_is_refused() {
            batch.open();
            SortedMap<String, byte[]> many = new TreeMap<>();
            for (int i = 0; i <= BatchRules.MAX_PAGES_A_CALL; i++) {
                many.put("page/" + i, new byte[0]);
            }

            assertRefused(ErrorCode.TRANSIENT_INVALID, () -> add(channel.aurelia, new TreeMap<>()));
            assertRefused(ErrorCode.TRANSIENT_INVALID, () -> add(channel.aurelia, many));
            assertRefused(
                    ErrorCode.PAGE_MALFORMED,
                    () -> add(
                            channel.aurelia,
                            new TreeMap<>(Map.of("page/0", "garbage".getBytes(StandardCharsets.UTF_8)))));
        }

        @Test
        void takes_the_batchs_own_brand_and_an_open_batch() {
            assertRefused(ErrorCode.BATCH_UNKNOWN, () -> add(channel.aurelia, page(0)));
            assertRefused(ErrorCode.BATCH_UNKNOWN, BatchRulesTest.this::missing);
            batch.register();

            assertSays(
                    ErrorCode.PREFIX_NOT_OWNED,
                    "with lot " + terms.lot() + " is party " + channel.aurelia.gln() + "'s",
                    () -> add(rivalBrand(), page(0)));
            assertSays(ErrorCode.BATCH_SEALED, "is sealed already", () -> add(channel.aurelia, page(0)));
        }

        @Test
        void takes_no_batch_that_is_abandoned() {
            batch.open();
            channel.submit(
                    channel.aurelia, (call, caller) -> BatchRules.abandon(call, caller, TestBatch.GTIN, terms.lot()));

            assertSays(ErrorCode.BATCH_ABANDONED, "is abandoned; open it anew", () -> add(channel.aurelia, page(0)));
        }

        @Test
        void goes_by_the_ledgers_order_and_by_no_clock() {
            batch.open();
            Instant before = channel.now().minusMillis(1);

            PagesAdded added = BatchRules.addPages(
                    channel.callAt(before), channel.aurelia.caller(), TestBatch.GTIN, terms.lot(), page(0));

            assertThat(added.added()).containsExactly(0);
        }
    }

    private PagesMissing missing() {
        return channel.evaluate(state -> BatchRules.missing(state, TestBatch.GTIN, terms.lot()));
    }

    @Nested
    class Sealing {
        private final Instant soon = channel.now().plusSeconds(5);

        @Test
        void closes_the_batch_with_the_brands_signature() {
            BatchHead head = batch.register();

            assertThat(head).isEqualTo(read());
            assertThat(head.state()).isEqualTo(BatchState.SEALED);
            assertThat(head.seal().orElseThrow().root()).isEqualTo(batch.root());
            assertThat(head.sealedAt()).contains(channel.now());
            assertThat(head.toJson().number("sealedAt")).isEqualTo(channel.now().toEpochMilli());
            assertThat(BatchHead.fromJson(CanonicalJson.parse(CanonicalJson.write(head.toJson()))))
                    .isEqualTo(head);
            assertThat(missing().missing()).isEmpty();
        }

        @Test
        void with_pages_missing_names_the_first() {
            batch.open();
            add(channel.aurelia, page(0));

            assertRefused(ErrorCode.PAGES_MISSING, () -> seal(channel.aurelia, batch.sealBy(channel.aurelia, soon)));
        }

        @Test
        void goes_by_chunks_that_the_batch_has() {
            batch.open();
            batch.addPages(batch.pages());

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> sealChunk(-1));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> sealChunk(1));
            ChunkSealed only = sealChunk(0);
            assertThat(only).isEqualTo(new ChunkSealed(0, 1, 5_000, batch.root()));
            assertThat(batch.seal().state()).isEqualTo(BatchState.SEALED);
        }

        private ChunkSealed sealChunk(int chunk) {
            return channel.submit(
                    channel.aurelia,
                    (call, caller) -> SealRules.sealChunk(call, caller, TestBatch.GTIN, terms.lot(), chunk));
        }

        @Test
        void with_another_count_than_declared_is_refused() {
            batch.open();
            SortedMap<Integer, Page> fewer = new TreeMap<>(batch.pages());
            fewer.put(1, Page.of(List.of(batch.pages().get(1).digest(0))));
            batch.addPages(fewer);

            assertRefused(ErrorCode.COUNT_MISMATCH, () -> seal(channel.aurelia, batch.sealBy(channel.aurelia, soon)));
        }

        @Test
        void with_another_root_than_the_pages_have_is_refused() {
            batch.open();
            batch.addPages(batch.pages());
            Bytes other = Bytes.of(new byte[32]);

            assertRefused(
                    ErrorCode.ROOT_MISMATCH, () -> seal(channel.aurelia, batch.sealOf(other, channel.aurelia, soon)));
        }

        @Test
        void with_anothers_signature_or_one_over_other_bytes_is_refused() {
            batch.open();
            batch.addPages(batch.pages());
            Seal genuine = batch.sealBy(channel.aurelia, soon);
            Seal byMeridian = batch.sealBy(channel.meridian, soon);
            Seal byOtherKey = batch.sealBy(channel.aurelia.withNewKey(channel.aureliaCa), soon);
            Seal later = batch.sealBy(channel.aurelia, soon.plusSeconds(1));
            Seal mixed = new Seal(
                    genuine.root(),
                    new ClaimantSignature(
                            genuine.signature().gln(),
                            genuine.signature().certificate(),
                            later.signature().signature(),
                            genuine.signature().at()));

            for (Seal wrong : List.of(byMeridian, byOtherKey, mixed)) {
                assertRefused(ErrorCode.SIGNATURE_INVALID, () -> seal(channel.aurelia, wrong));
            }
            assertThat(read().state()).isEqualTo(BatchState.OPEN);
        }

        @Test
        void says_its_time_within_five_minutes() {
            batch.open();
            batch.addPages(batch.pages());
            Instant late = channel.now().plus(Duration.ofMinutes(6));

            assertRefused(ErrorCode.CLOCK_SKEW, () -> seal(channel.aurelia, batch.sealBy(channel.aurelia, late)));
        }

        @Test
        void takes_the_batchs_own_brand_once() {
            Seal seal = batch.sealBy(channel.aurelia, soon);
            assertRefused(ErrorCode.BATCH_UNKNOWN, () -> seal(channel.aurelia, seal));
            batch.register();

            assertRefused(ErrorCode.ROLE_MISSING, () -> seal(channel.meridian, seal));
            assertRefused(ErrorCode.BATCH_SEALED, () -> seal(channel.aurelia, seal));
        }
    }

    @Nested
    class Finding_a_unit {
        private final UnitDigest digest = batch.digest(42);

        private UnitFinding inLot(Lot lot) {
            return channel.evaluate(state -> UnitSearch.inLot(state, TestBatch.GTIN, lot, digest));
        }

        @Test
        void in_a_sealed_batch_gives_the_proof() {
            BatchHead head = batch.register();
            UnitFinding finding = inLot(terms.lot());

            assertThat(finding.head()).contains(head);
            assertThat(finding.presence().orElseThrow().proves(digest, batch.root(), head.layout()))
                    .isTrue();
        }

        @Test
        void in_an_open_batch_gives_the_batch_and_no_proof() {
            BatchHead head = batch.open();
            batch.addPages(batch.pages());

            assertThat(inLot(terms.lot()).head()).contains(head);
            assertThat(inLot(terms.lot()).found()).isFalse();
        }

        @Test
        void nowhere_gives_nothing() {
            assertThat(inLot(terms.lot())).isEqualTo(UnitFinding.NONE);
            TestBatch other = TestBatch.compact(channel, "L2", 3);
            other.register();

            assertThat(inLot(new Lot("L2")).found()).isFalse();
            assertThat(inLot(new Lot("L2")).head()).isPresent();
            assertThat(inLot(new Lot("L2")).absence()).isPresent();
        }
    }

    @Nested
    class Listing {
        private List<String> lots(Optional<Lot> after) {
            return channel.<List<BatchHead>>evaluate(state -> Batches.list(state, TestBatch.GTIN, after)).stream()
                    .map(head -> head.terms().lot().value())
                    .toList();
        }

        @Test
        void gives_open_and_sealed_batches_by_lot() {
            TestBatch.compact(channel, "L2", 3).open();
            batch.open();
            TestBatch.compact(channel, "L0", 3).register();

            assertThat(lots(Optional.empty())).containsExactly("L0", "L1", "L2");
            assertThat(lots(Optional.of(new Lot("L0")))).containsExactly("L1", "L2");
            assertThat(lots(Optional.of(new Lot("L05")))).containsExactly("L1", "L2");
            assertThat(lots(Optional.of(new Lot("L2")))).isEmpty();
            List<BatchHead> none =
                    channel.evaluate(state -> Batches.list(state, new Gtin("00000012345670"), Optional.empty()));
            assertThat(none).isEmpty();
        }

        @Test
        void gives_two_hundred_a_call_and_goes_on_behind_the_last() {
            List<String> opened = IntStream.range(0, Batches.MAX_LISTED + 3)
                    .mapToObj("L%04d"::formatted)
                    .toList();
            opened.forEach(lot -> TestBatch.compact(channel, lot, 3).open());

            List<String> first = lots(Optional.empty());
            List<String> second = lots(Optional.of(new Lot(first.get(first.size() - 1))));

            assertThat(first).hasSize(Batches.MAX_LISTED);
            assertThat(Stream.concat(first.stream(), second.stream()).toList()).isEqualTo(opened);
        }
    }

    @Test
    void a_brand_owns_the_gtins_of_its_prefix_and_no_gtin_8() {
        Party party = channel.aurelia.party();

        assertThat(party.owns(TestBatch.GTIN)).isTrue();
        assertThat(party.owns(new Gtin("00000012345670"))).isFalse();
    }
}
