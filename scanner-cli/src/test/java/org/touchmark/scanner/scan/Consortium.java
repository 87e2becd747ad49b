package org.touchmark.scanner.scan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.SuspensionRules;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.report.ReportRules;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.PinnedOrganisation;
import org.touchmark.domain.trust.TestAuthority;
import org.touchmark.domain.unit.UnitDigest;

/** Aurelia's watches, sold through Meridian to the corner shop, on the domain's own rules and a ledger in memory. */
public final class Consortium {

    private static final int UNITS = 5;

    /** The unit that Meridian reported exported before it handed it on. */
    public static final int EXPORTED = 2;

    /** The unit that the shop sold. */
    public static final int SOLD = 0;

    private final TestChannel channel;
    private final TestBatch sold;
    private final TestBatch expired;
    private final TestBatch recalled;
    private final TestBatch twice;

    private Consortium() {
        channel = TestChannel.withParties();
        sold = TestBatch.signed(channel, "W11", UNITS, LocalDate.of(2046, 6, 30));
        sold.register();
        expired = TestBatch.signed(channel, "OLD", UNITS, LocalDate.of(2026, 6, 16));
        expired.register();
        recalled = TestBatch.signed(channel, "BACK", UNITS, LocalDate.of(2046, 6, 30));
        recalled.register();
        report(
                channel.aurelia,
                new Subject.OfBatch(TestBatch.GTIN, recalled.terms().lot()),
                Status.RECALLED);
        twice = TestBatch.compact(channel, "ONE", UNITS);
        twice.register();
        twice.again("TWO").register();
        TestCustody custody = new TestCustody(channel, sold);
        UnitDigest[] all = IntStream.range(0, UNITS).mapToObj(sold::digest).toArray(UnitDigest[]::new);
        custody.handOver(channel.aurelia, channel.meridian, all);
        report(channel.meridian, unit(EXPORTED), Status.EXPORTED);
        custody.handOver(channel.meridian, channel.corner, all);
        report(channel.corner, unit(SOLD), Status.SOLD);
        channel.pass(Duration.ofDays(30));
    }

    public static Consortium withSoldBatch() {
        return new Consortium();
    }

    /** The same, of a brand that the organisations suspended afterwards. */
    public static Consortium withSuspendedBrand() {
        Consortium consortium = new Consortium();
        TestChannel channel = consortium.channel;
        for (Caller admin : List.of(channel.meridianAdmin, channel.assayAdmin)) {
            channel.submit(admin, (call, caller) -> SuspensionRules.suspend(call, caller, channel.aurelia.gln()));
        }
        return consortium;
    }

    private Subject unit(int number) {
        return new Subject.OfUnit(TestBatch.GTIN, sold.terms().lot(), sold.digest(number));
    }

    private void report(TestParty by, Subject subject, Status status) {
        channel.submit(by, (call, caller) -> {
            byte[] signed = Mark.signedBytes(TestChannel.NAME, subject, status, by.gln(), call.time());
            Report report = new Report(subject, status, by.sign(signed, call.time()));
            return ReportRules.report(
                    call, caller, TestChannel.CLAIMS, report, RegisteredUnits.in(call.state(), new TreeMap<>()));
        });
    }

    /** When the believer asks. */
    public Instant now() {
        return channel.now();
    }

    /** The label of a unit that was sold. */
    public DigitalLink link(int unit) {
        return sold.link(unit);
    }

    /** The label of a unit whose last day has passed. */
    public DigitalLink expiredLink(int unit) {
        return expired.link(unit);
    }

    /** The label of a unit whose batch its brand wants back. */
    public DigitalLink recalledLink(int unit) {
        return recalled.link(unit);
    }

    /** The compact label of a unit whose serial is in two batches. */
    public DigitalLink twiceRegisteredLink(int unit) {
        return twice.link(unit);
    }

    /** The label with its serial changed and its signature left. */
    public DigitalLink withSerial(DigitalLink link, String serial) {
        return new DigitalLink(
                link.origin(),
                link.gtin(),
                link.lot(),
                new SerialNumber(serial),
                link.expiry(),
                link.proof(),
                List.of());
    }

    /** What an honest gateway answers about a label. */
    public Answer honestAnswer(DigitalLink link) {
        return Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE)
                .verify(link, new TestEvidence(channel).of(link), now());
    }

    /** The roots file of this consortium. */
    public String rootsJson() {
        return JsonObject.builder()
                .put("channel", channel.roots().channel())
                .put("ledger", channel.roots().ledger())
                .put("operators", channel.roots().operators())
                .putObjects(
                        "organisations",
                        channel.roots().organisations().stream()
                                .map(Consortium::organisation)
                                .toList())
                .build()
                .toString();
    }

    private static JsonObject organisation(PinnedOrganisation organisation) {
        return JsonObject.builder()
                .put("msp", organisation.msp())
                .put("name", organisation.name())
                .putTexts(
                        "roots",
                        organisation.roots().stream().map(TestAuthority::pem).toList())
                .build();
    }
}
