package org.touchmark.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.domain.batch.BatchRules;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.batch.SealRules;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.custody.CustodyRules;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Operation;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.unit.UnitDigest;

/** The same calls write the same bytes wherever they run: endorsements of peers that differ are thrown away. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DeterminismTest {
    private static final Locale LOCALE = Locale.getDefault();
    private static final TimeZone ZONE = TimeZone.getDefault();

    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.compact(channel, "L1", 9_000);
    private final TestBatch other = TestBatch.compact(channel, "L2", 50);
    private final Map<String, String> expected;
    private final SignedOffer offer;
    private final Seal seal;

    DeterminismTest() {
        other.register();
        seal = batch.sealBy(channel.aurelia, channel.now());
        offer = new TestCustody(channel, other)
                .offer(channel.aurelia, channel.meridian, other.digest(9), other.digest(3), other.digest(5));
        expected = run();
    }

    @AfterEach
    void restore() {
        Locale.setDefault(LOCALE);
        TimeZone.setDefault(ZONE);
    }

    static Stream<Locale> locales() {
        return Stream.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "ja-JP-u-ca-japanese", "de-DE")
                .map(Locale::forLanguageTag);
    }

    @ParameterizedTest
    @MethodSource("locales")
    void rules_write_the_same_bytes_and_refusals_in_every_locale_and_time_zone(Locale locale) {
        Locale.setDefault(locale);
        for (String zone : List.of("Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu")) {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));

            assertThat(run()).isEqualTo(expected);
        }
    }

    @Test
    void what_is_compared_is_not_nothing() {
        assertThat(expected).hasSizeGreaterThan(15);
        assertThat(expected.get("seal")).startsWith("{");
        assertThat(expected.get("offer")).startsWith("{");
        assertThat(expected.get("again")).startsWith("BATCH_EXISTS: ");
    }

    @Test
    void an_operations_content_does_not_depend_on_the_order_of_its_transient_map() {
        Map<String, byte[]> one = new LinkedHashMap<>();
        Map<String, byte[]> two = new LinkedHashMap<>();
        List<String> names = List.of("page/2", "page/10", "page/1", "a", "\u00e4");
        names.forEach(name -> one.put(name, name.getBytes(StandardCharsets.UTF_8)));
        names.stream()
                .sorted(Collections.reverseOrder())
                .forEach(name -> two.put(name, name.getBytes(StandardCharsets.UTF_8)));

        assertThat(Operation.of("operationOfTests1", "f", List.of(), new TreeMap<>(one)))
                .isEqualTo(Operation.of("operationOfTests1", "f", List.of(), new TreeMap<>(two)));
    }

    /** Everything that a run of several rules writes, answers and refuses. */
    private Map<String, String> run() {
        MemoryLedger ledger = new MemoryLedger();
        channel.ledger().copyInto(ledger);
        Map<String, String> results = new TreeMap<>();
        step(
                results,
                "open",
                ledger,
                call -> CanonicalJson.write(BatchRules.open(
                                call,
                                channel.aurelia.caller(),
                                BatchTerms.fromJson(batch.terms().toJson()))
                        .toJson()));
        SortedMap<String, byte[]> pages = TestBatch.transientData(TestBatch.pages(
                new PageLayout(3),
                batch.pages().values().stream()
                        .flatMap(DeterminismTest::digests)
                        .toList()));
        step(
                results,
                "pages",
                ledger,
                call -> CanonicalJson.write(BatchRules.addPages(
                                call,
                                channel.aurelia.caller(),
                                TestBatch.GTIN,
                                batch.terms().lot(),
                                pages)
                        .toJson()));
        step(
                results,
                "seal",
                ledger,
                call -> CanonicalJson.write(SealRules.seal(
                                call,
                                channel.aurelia.caller(),
                                TestChannel.CLAIMS,
                                TestBatch.GTIN,
                                batch.terms().lot(),
                                seal)
                        .toJson()));
        step(
                results,
                "offer",
                ledger,
                call -> CanonicalJson.write(CustodyRules.offer(
                                call,
                                channel.aurelia.caller(),
                                TestChannel.CLAIMS,
                                SignedOffer.fromJson(offer.toJson(), new OperationId("operationOfTests1")),
                                RegisteredUnits.in(call.state(), new TreeMap<>()))
                        .toJson()));
        step(
                results,
                "again",
                ledger,
                call -> CanonicalJson.write(BatchRules.open(call, channel.aurelia.caller(), batch.terms())
                        .toJson()));
        return results;
    }

    private static Stream<UnitDigest> digests(Page page) {
        return IntStream.range(0, page.count()).mapToObj(page::digest);
    }

    private void step(Map<String, String> results, String name, MemoryLedger ledger, Function<Call, String> rule) {
        MemoryLedger.Transaction transaction = ledger.begin();
        Call call = new Call(TestChannel.NAME, name, channel.now(), channel.now(), transaction);
        try {
            results.put(name, rule.apply(call));
            transaction.writes().forEach((key, value) -> results.put(name + " " + key, Encodings.hex(value)));
            transaction.commit(name, channel.now());
        } catch (RefusedException e) {
            results.put(name, e.wireMessage());
        }
    }
}
