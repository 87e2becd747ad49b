package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.report.ReportRules;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.TestAuthority;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AnswerTest {
    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.signed(channel, "OFTEN", 2, LocalDate.of(2046, 6, 30));
    private final Subject unit =
            new Subject.OfUnit(TestBatch.GTIN, batch.terms().lot(), batch.digest(0));

    private void report(TestParty by, Status status) {
        channel.submit(by, (call, caller) -> {
            byte[] signed = Mark.signedBytes(TestChannel.NAME, unit, status, by.gln(), call.time());
            return ReportRules.report(
                    call,
                    caller,
                    TestChannel.CLAIMS,
                    new Report(unit, status, by.sign(signed, call.time())),
                    RegisteredUnits.in(call.state(), new TreeMap<>()));
        });
    }

    @Test
    void of_what_each_holder_reported_again_and_again_can_be_read() {
        batch.register();
        TestCustody custody = new TestCustody(channel, batch);
        List<TestParty> holders = List.of(channel.aurelia, channel.meridian, channel.corner);
        report(channel.aurelia, Status.RECALLED);
        for (int i = 0; i < holders.size(); i++) {
            for (int times = 0; times < 20; times++) {
                report(holders.get(i), Status.STOLEN);
                report(holders.get(i), Status.FOUND);
            }
            if (i + 1 < holders.size()) {
                custody.handOver(holders.get(i), holders.get(i + 1), batch.digest(0));
            }
        }
        Answer answer = Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE)
                .verify(batch.link(0), new TestEvidence(channel).of(batch.link(0)), channel.now());

        assertThat(answer.verdict().headline()).isEqualTo("Genuine, but recalled");
        assertThat(answer.verdict().reasons()).hasSizeGreaterThan(100);
        assertThat(Answer.parse(answer.toJson().toString())).isEqualTo(answer);
    }
}
