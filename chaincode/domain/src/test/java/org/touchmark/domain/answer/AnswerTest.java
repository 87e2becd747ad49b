package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.AlteredEvidence;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.report.ReportRules;
import org.touchmark.domain.scan.Scan;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
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

    @Test
    void of_a_forged_label_tells_nothing_of_what_became_of_the_genuine_unit() {
        batch.register();
        report(channel.aurelia, Status.RECALLED);
        DigitalLink genuine = batch.link(0);
        DigitalLink forged = new DigitalLink(
                genuine.origin(),
                genuine.gtin(),
                genuine.lot(),
                genuine.serial(),
                new Gs1Date("300630"),
                genuine.proof(),
                List.of());
        Verifier verifier = Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE);

        Answer answer = verifier.verify(forged, new TestEvidence(channel).of(forged), channel.now());

        assertThat(answer.verdict()).isInstanceOf(Verdict.ForgedLabel.class);
        assertThat(answer.verdict().reasons())
                .extracting(Reason::code)
                .contains(ReasonCode.LABEL_SIGNATURE_INVALID.wire())
                .doesNotContain("recalled");
    }

    @Nested
    class To_a_scanned_unit {
        private final Answer forged = of(new Verdict.ForgedLabel(List.of()));
        private final Answer unknown = of(new Verdict.NotRegistered(List.of()));
        private final Answer genuine = of(new Verdict.Genuine(List.of()));

        private Answer of(Verdict verdict) {
            return new Answer(verdict, List.of(), Optional.empty());
        }

        private Scan.Unit scanned(String text) {
            return (Scan.Unit) Scan.read(text);
        }

        @Test
        void by_its_link_is_that_of_the_link() {
            Scan.Unit link = scanned("https://id.example/01/09506000134352/21/A");

            for (Answer answer : List.of(forged, unknown, genuine)) {
                assertThat(Answer.scanned(link, answer)).isSameAs(answer);
            }
        }

        @Test
        void by_its_elements_is_never_that_its_label_is_forged_or_unknown() {
            Scan.Unit elements = scanned("(01)09506000134352(21)A");

            assertThat(Answer.scanned(elements, genuine)).isSameAs(genuine);
            for (Answer unfair : List.of(forged, unknown)) {
                Answer answer = Answer.scanned(elements, unfair);

                assertThat(answer.verdict()).isInstanceOf(Verdict.NotAUnit.class);
                assertThat(answer.verdict().reasons().get(0).text()).contains("GTIN 09506000134352 serial A");
            }
        }
    }

    @Test
    void reads_back_with_each_verdict_and_its_headline() {
        Map<String, String> headlines = Map.of(
                "genuine", "Genuine",
                "genuine-but", "Genuine, but read on",
                "suspect", "Suspect: the evidence does not hold",
                "not-registered", "Not registered",
                "forged-label", "Forged label",
                "malformed-code", "Not a valid code");
        headlines.forEach((wire, headline) -> {
            Answer answer = new Answer(Verdict.of(wire, List.of()), List.of(Gap.CUSTODY), Optional.empty());

            assertThat(answer.verdict().wire()).isEqualTo(wire);
            assertThat(answer.verdict().headline()).isEqualTo(headline);
            assertThat(Answer.parse(answer.toJson().toString())).isEqualTo(answer);
        });
        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> Verdict.of("Genuine", List.of()));
    }

    @Test
    void names_in_its_headline_the_weightiest_of_what_a_buyer_must_know() {
        List<String> weights =
                List.of("stolen", "recalled", "destroyed", "decommissioned", "expired", "sold", "sample", "exported");
        for (int i = 0; i < weights.size(); i++) {
            List<Reason> reasons = weights.subList(i, weights.size()).stream()
                    .map(code -> new Reason(code, "", Basis.PROVED))
                    .toList();

            assertThat(new Verdict.GenuineBut(reasons).headline())
                    .isEqualTo("Genuine, but " + (weights.get(i).equals("sample") ? "a sample" : weights.get(i)));
            assertThat(Verdict.GenuineBut.rank(weights.get(i))).isEqualTo(i);
        }
        assertThat(Verdict.GenuineBut.rank("found")).isEqualTo(weights.size());
    }

    @Test
    void has_no_more_reasons_and_gaps_than_a_trail_can_give() {
        Reason reason = new Reason("sold", "It was sold.", Basis.PROVED);
        int most = Trail.MAX_EVENTS + 100;

        assertThat(Answer.parse(answer(Collections.nCopies(most, reason), List.of()))
                        .verdict()
                        .reasons())
                .hasSize(most);
        assertThat(Answer.parse(answer(List.of(), Collections.nCopies(most, Gap.SERIAL)))
                        .notEstablished())
                .hasSize(most);
        assertRefused(
                ErrorCode.ARGUMENT_INVALID,
                () -> Answer.parse(answer(Collections.nCopies(most + 1, reason), List.of())));
        assertRefused(
                ErrorCode.ARGUMENT_INVALID,
                () -> Answer.parse(answer(List.of(), Collections.nCopies(most + 1, Gap.SERIAL))));
    }

    private static String answer(List<Reason> reasons, List<Gap> gaps) {
        return new Answer(new Verdict.Suspect(reasons), gaps, Optional.empty())
                .toJson()
                .toString();
    }

    @Test
    void shows_a_thousand_parties_and_other_lots_at_most() {
        batch.register();
        Evidence shown = new TestEvidence(channel).of(batch.link(0));
        List<Lot> lots = Collections.nCopies(1_000, new Lot("OTHER"));
        List<Admission> parties = Collections.nCopies(1_000, shown.brand().orElseThrow());

        assertThat(with(shown, lots, parties).parties()).hasSize(1_000);
        assertRefused(
                ErrorCode.ARGUMENT_INVALID, () -> with(shown, Collections.nCopies(1_001, new Lot("OTHER")), parties));
        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> with(shown, lots, Collections.nCopies(1_001, parties.get(0))));
    }

    private static Evidence with(Evidence evidence, List<Lot> alsoIn, List<Admission> parties) {
        return AlteredEvidence.of(evidence).alsoIn(alsoIn).parties(parties).evidence();
    }

    @Test
    void names_a_party_by_its_newest_form_that_is_shown_and_a_strange_one_by_its_gln() {
        batch.register();
        Evidence shown = new TestEvidence(channel).of(batch.link(0));
        Admission first = shown.brand().orElseThrow();
        Admission second = new Admission(
                new Party(
                        first.party().gln(),
                        "Renamed",
                        first.party().msp(),
                        first.party().key(),
                        first.party().roles(),
                        first.party().prefixes()),
                2,
                first.admittedAt(),
                first.votes(),
                Optional.empty());

        for (List<Admission> forms : List.of(List.of(first, second), List.of(second, first))) {
            Evidence both = with(shown, List.of(new Lot("OTHER")), forms);
            assertThat(both.brand()).contains(second);
            assertThat(both.nameOf(first.party().gln())).isEqualTo("Renamed");
            assertThat(both.nameOf(channel.corner.gln()))
                    .isEqualTo(channel.corner.gln().digits());
            Answer answer = new Answer(new Verdict.Suspect(List.of()), List.of(), Optional.of(both));
            assertThat(Answer.parse(answer.toJson().toString())).isEqualTo(answer);
        }
    }

    @Test
    void takes_the_first_of_two_that_are_said_to_be_the_same_form_for_names_and_for_signatures() {
        batch.register();
        Evidence shown = new TestEvidence(channel).of(batch.link(0));
        Admission first = shown.brand().orElseThrow();
        Admission other = new Admission(
                first.party(), first.version(), first.admittedAt().plusMillis(1), first.votes(), Optional.empty());
        ClaimantSignature seal =
                shown.batch().flatMap(BatchHead::seal).map(Seal::signature).orElseThrow();

        for (List<Admission> forms : List.of(List.of(first, other), List.of(other, first))) {
            Evidence both = with(shown, List.of(), forms);
            assertThat(both.brand()).contains(forms.get(0));
            assertThat(both.formOf(seal)).contains(forms.get(0));
        }
    }

    @Test
    void says_containers_in_words_from_the_innermost_out() {
        Sscc inner = Sscc.ofNumber(1_9506000_000000001L);
        Sscc middle = Sscc.ofNumber(1_9506000_000000002L);
        Sscc outer = Sscc.ofNumber(1_9506000_000000003L);

        assertThat(Containment.words(List.of())).isEmpty();
        assertThat(Containment.words(List.of(inner))).isEqualTo("in container " + inner);
        assertThat(Containment.words(List.of(inner, middle, outer)))
                .isEqualTo("in case %s, in %s, on pallet %s".formatted(inner, middle, outer));
    }
}
