package org.touchmark.domain.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.trust.ClaimantSignature;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PartyRulesTest {
    private static final MspId AURELIA = new MspId("AureliaMSP");
    private static final MspId ASSAY = new MspId("AssayMSP");
    private static final MspId MERIDIAN = new MspId("MeridianMSP");

    private final TestChannel channel = TestChannel.founded();
    private final Party aurelia = channel.aurelia.party();
    private final Party otherKey = channel.aurelia.withNewKey(channel.aureliaCa).party();

    private Proposal propose(Caller admin, Party party) {
        return channel.submit(admin, (call, caller) -> PartyRules.propose(call, caller, party));
    }

    private Proposal vote(Caller admin, Party party) {
        return channel.submit(admin, (call, caller) -> PartyRules.vote(call, caller, party.gln(), party.digest()));
    }

    private static void assertSays(ErrorCode code, String says, ThrowingCallable attempt) {
        assertRefused(new RefusalsByName.Refusal(code, says, attempt));
    }

    private Party with(Party party, String... prefixes) {
        List<CompanyPrefix> all =
                List.of(prefixes).stream().map(CompanyPrefix::new).toList();
        return new Party(party.gln(), party.name(), party.msp(), party.key(), party.roles(), all);
    }

    @Nested
    class Founding {
        private final TestChannel empty = new TestChannel();

        @Test
        void is_done_once() {
            assertRefused(
                    ErrorCode.ALREADY_FOUNDED,
                    () -> channel.submit(
                            channel.assayAdmin,
                            (call, caller) -> PartyRules.found(call, caller, channel.consortium())));
        }

        @Test
        void takes_an_admin_of_a_member() {
            assertRefused(
                    ErrorCode.ROLE_MISSING,
                    () -> empty.submit(
                            empty.aurelia, (call, caller) -> PartyRules.found(call, caller, empty.consortium())));
            assertRefused(
                    ErrorCode.ROLE_MISSING,
                    () -> empty.submit(
                            TestChannel.admin("StrangerMSP"),
                            (call, caller) -> PartyRules.found(call, caller, empty.consortium())));
        }

        @Test
        void comes_before_everything_else() {
            assertRefused(
                    ErrorCode.NOT_FOUNDED,
                    () -> empty.submit(
                            empty.aureliaAdmin, (call, caller) -> PartyRules.propose(call, caller, aurelia)));
        }

        @Test
        void wants_different_members() {
            MspId one = new MspId("OneMSP");

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> new Consortium(List.of(one, one)));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> new Consortium(List.of()));
            assertThat(new Consortium(members(Consortium.MAX_MEMBERS)).majority())
                    .isEqualTo(Consortium.MAX_MEMBERS / 2 + 1);
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> new Consortium(members(Consortium.MAX_MEMBERS + 1)));
        }

        private List<MspId> members(int count) {
            return IntStream.range(0, count).mapToObj(i -> new MspId("M" + i)).toList();
        }

        @Test
        void of_one_organisation_lets_its_vote_admit() {
            Consortium alone = new Consortium(List.of(new MspId("AureliaMSP")));
            empty.submit(empty.aureliaAdmin, (call, caller) -> PartyRules.found(call, caller, alone));

            Proposal proposal =
                    empty.submit(empty.aureliaAdmin, (call, caller) -> PartyRules.propose(call, caller, aurelia));

            assertThat(proposal.admitted()).isTrue();
        }
    }

    @Nested
    class Proposing {
        @Test
        void counts_as_one_vote_and_admits_nobody() {
            Proposal proposal = propose(channel.aureliaAdmin, aurelia);

            assertThat(proposal.votes()).containsExactly(new MspId("AureliaMSP"));
            assertThat(proposal.admitted()).isFalse();
            assertRefused(ErrorCode.PARTY_UNKNOWN, () -> channel.evaluate(state -> Parties.read(state, aurelia.gln())));
        }

        @Test
        void the_same_party_by_another_organisation_is_a_vote_for_it() {
            propose(channel.aureliaAdmin, aurelia);

            assertThat(propose(channel.assayAdmin, aurelia).admitted()).isTrue();
        }

        @Test
        void another_party_under_the_same_gln_stands_beside_the_first_and_wipes_nobodys_votes() {
            propose(channel.aureliaAdmin, aurelia);

            Proposal lone = propose(channel.meridianAdmin, otherKey);

            assertThat(lone.votes()).containsExactly(MERIDIAN);
            assertThat(lone.admitted()).isFalse();
            assertThat(proposals())
                    .extracting(Proposal::party, Proposal::votes)
                    .containsExactly(tuple(aurelia, List.of(AURELIA)), tuple(otherKey, List.of(MERIDIAN)));
            Proposal decided = vote(channel.assayAdmin, aurelia);
            assertThat(decided.admitted()).isTrue();
            assertThat(decided.votes()).containsExactly(AURELIA, ASSAY);
        }

        @Test
        void something_else_takes_back_what_the_same_organisation_voted_for_before() {
            propose(channel.aureliaAdmin, aurelia);
            propose(channel.aureliaAdmin, otherKey);

            assertThat(proposals()).extracting(Proposal::party).containsExactly(otherKey);
            assertRefused(ErrorCode.PROPOSAL_UNKNOWN, () -> vote(channel.assayAdmin, aurelia));
            assertThat(propose(channel.aureliaAdmin, aurelia).votes()).containsExactly(AURELIA);
            assertThat(vote(channel.assayAdmin, aurelia).admitted()).isTrue();
        }

        @Test
        void takes_an_admin_of_a_member() {
            assertRefused(ErrorCode.ROLE_MISSING, () -> propose(channel.aurelia.caller(), aurelia));
            assertRefused(ErrorCode.ROLE_MISSING, () -> propose(TestChannel.admin("StrangerMSP"), aurelia));
        }

        @Test
        void takes_a_party_of_a_member() {
            Party stranger = TestParty.enrol(
                            channel.assayCa, "StrangerMSP", "Stranger", "9506000300009", List.of(Role.BRAND))
                    .party();

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> propose(channel.aureliaAdmin, stranger));
        }
    }

    @Nested
    class Voting {
        @Test
        void of_more_than_half_admits() {
            propose(channel.aureliaAdmin, aurelia);

            Proposal proposal = vote(channel.assayAdmin, aurelia);

            Admission admission = channel.evaluate(state -> Parties.read(state, aurelia.gln()));
            assertThat(proposal.admitted()).isTrue();
            assertThat(admission.party()).isEqualTo(aurelia);
            assertThat(admission.votes()).containsExactly(new MspId("AureliaMSP"), new MspId("AssayMSP"));
            assertThat(admission.admittedAt()).isEqualTo(channel.now());
        }

        @Test
        void that_agrees_after_the_deciding_one_answers_what_is_admitted_and_changes_nothing() {
            channel.admit(aurelia);
            Admission before = channel.evaluate(state -> Parties.read(state, aurelia.gln()));

            Proposal late = vote(channel.meridianAdmin, aurelia);

            assertThat(late.admitted()).isTrue();
            assertThat(late.votes()).containsExactly(AURELIA, ASSAY);
            assertThat(late.changedAt()).isEqualTo(before.admittedAt());
            assertThat(propose(channel.meridianAdmin, aurelia)).isEqualTo(late);
            assertThat(channel.<Admission>evaluate(state -> Parties.read(state, aurelia.gln())))
                    .isEqualTo(before);
            assertRefused(ErrorCode.ALREADY_VOTED, () -> vote(channel.assayAdmin, aurelia));
            assertThat(proposals()).isEmpty();
        }

        @Test
        void counts_for_thirty_days() {
            propose(channel.aureliaAdmin, aurelia);
            channel.pass(Ballots.LIFE.minusSeconds(1));
            assertThat(vote(channel.assayAdmin, aurelia).admitted()).isTrue();

            propose(channel.aureliaAdmin, otherKey);
            channel.pass(Ballots.LIFE);
            assertRefused(ErrorCode.PROPOSAL_UNKNOWN, () -> vote(channel.assayAdmin, otherKey));
            assertThat(proposals()).isEmpty();
            assertThat(propose(channel.assayAdmin, otherKey).votes()).containsExactly(ASSAY);
            assertThat(vote(channel.aureliaAdmin, otherKey).admitted()).isTrue();
        }

        @Test
        void counts_to_the_last_moment_of_its_thirtieth_day() {
            Instant last = propose(channel.aureliaAdmin, aurelia).changedAt().plus(Ballots.LIFE);

            assertThat(standing(last)).hasSize(1);
            assertThat(standing(last.plusMillis(1))).isEmpty();
        }

        private List<Proposal> standing(Instant now) {
            return channel.evaluate(state -> PartyRules.proposals(state, aurelia.gln(), now));
        }

        @Test
        void for_what_most_voted_for_stands_first_and_then_for_the_older() {
            Party named = new Party(
                    aurelia.gln(), "Other", aurelia.msp(), aurelia.key(), aurelia.roles(), aurelia.prefixes());
            propose(channel.aureliaAdmin, named);
            propose(channel.assayAdmin, otherKey);
            assertThat(proposals()).extracting(Proposal::party).containsExactly(named, otherKey);

            channel.admit(aurelia);
            propose(channel.assayAdmin, otherKey);
            propose(channel.aureliaAdmin, named);
            assertThat(proposals()).extracting(Proposal::party).containsExactly(otherKey, named);
            propose(channel.meridianAdmin, otherKey);
            assertThat(proposals())
                    .extracting(Proposal::votes)
                    .containsExactly(List.of(ASSAY, MERIDIAN), List.of(AURELIA));
        }

        @Test
        void for_what_as_many_voted_for_at_the_same_time_stands_in_the_order_of_its_digest() {
            List<Party> inOrder = Stream.of(aurelia, otherKey)
                    .sorted(Comparator.comparing(party -> party.digest().hex()))
                    .toList();
            Instant at = channel.now();

            // Votes are in the order of their organisations, so these come the other way round.
            voteAt(at, channel.assayAdmin, inOrder.get(1));
            voteAt(at, channel.meridianAdmin, inOrder.get(0));

            assertThat(proposals()).extracting(Proposal::party).containsExactlyElementsOf(inOrder);
        }

        private void voteAt(Instant at, Caller admin, Party party) {
            channel.submitAt(at, admin, (call, caller) -> PartyRules.propose(call, caller, party));
        }

        @Test
        void on_a_form_that_the_party_has_no_longer_does_not_count() {
            channel.admit(aurelia);
            Party bigger = with(aurelia, "9506000", "9506999");
            propose(channel.aureliaAdmin, bigger);
            channel.admit(with(aurelia, "9506000", "9506998"));

            assertRefused(ErrorCode.PROPOSAL_UNKNOWN, () -> vote(channel.assayAdmin, bigger));
            assertThat(propose(channel.assayAdmin, bigger).votes()).containsExactly(ASSAY);
        }

        @Test
        void on_a_form_that_the_party_had_before_it_was_suspended_does_not_count() {
            channel.admit(aurelia);
            Party bigger = with(aurelia, "9506000", "9506999");
            propose(channel.aureliaAdmin, bigger);
            for (Caller admin : List.of(channel.assayAdmin, channel.meridianAdmin)) {
                channel.submit(admin, (call, caller) -> SuspensionRules.suspend(call, caller, aurelia.gln()));
            }

            assertThat(propose(channel.assayAdmin, bigger).votes()).containsExactly(ASSAY);
        }

        @Test
        void held_back_past_an_epoch_fails() {
            propose(channel.aureliaAdmin, aurelia);
            MemoryLedger.Transaction held = channel.ledger().begin();
            PartyRules.vote(
                    new Call(TestChannel.NAME, "held", channel.now(), channel.now(), held),
                    channel.assayAdmin,
                    aurelia.gln(),
                    aurelia.digest());
            assertThat(held.isStale()).isFalse();

            channel.submit(channel.assayAdmin, (call, caller) -> Epoch.advance(call));

            assertThat(held.isStale()).isTrue();
        }

        @Test
        void twice_is_refused() {
            propose(channel.aureliaAdmin, aurelia);

            assertRefused(ErrorCode.ALREADY_VOTED, () -> vote(channel.aureliaAdmin, aurelia));
            assertRefused(ErrorCode.ALREADY_VOTED, () -> propose(channel.aureliaAdmin, aurelia));
        }

        @Test
        void is_for_the_very_party_that_stands_proposed() {
            propose(channel.aureliaAdmin, aurelia);

            assertRefused(ErrorCode.PROPOSAL_UNKNOWN, () -> vote(channel.assayAdmin, otherKey));
            assertRefused(ErrorCode.PROPOSAL_UNKNOWN, () -> vote(channel.assayAdmin, channel.meridian.party()));
        }

        @Test
        void is_not_from_long_before_the_epoch_but_clocks_may_differ() {
            propose(channel.aureliaAdmin, aurelia);
            channel.submit(channel.aureliaAdmin, (call, caller) -> Epoch.advance(call));
            Instant earliest = channel.now().minus(Call.MAX_SKEW.multipliedBy(2));

            assertRefused(
                    ErrorCode.TIME_REVERSED,
                    () -> PartyRules.vote(
                            channel.callAt(earliest.minusMillis(1)),
                            channel.assayAdmin,
                            aurelia.gln(),
                            aurelia.digest()));
            assertThat(PartyRules.vote(channel.callAt(earliest), channel.assayAdmin, aurelia.gln(), aurelia.digest())
                            .admitted())
                    .isTrue();
        }

        @Test
        void takes_an_admin() {
            propose(channel.aureliaAdmin, aurelia);

            assertRefused(ErrorCode.ROLE_MISSING, () -> vote(channel.meridian.caller(), aurelia));
        }
    }

    @Nested
    class Changing_an_admitted_party {
        @Test
        void may_add_roles_prefixes_and_another_name() {
            channel.admit(aurelia);
            Party bigger = with(aurelia, "9506000", "9506999");

            channel.admit(bigger);

            assertThat(channel.<Admission>evaluate(state -> Parties.read(state, aurelia.gln()))
                            .party())
                    .isEqualTo(bigger);
        }

        @Test
        void takes_nothing_away_without_its_own_organisation() {
            channel.admit(aurelia);

            for (Party less : List.of(with(aurelia), otherKey)) {
                propose(channel.assayAdmin, less);
                assertThat(vote(channel.meridianAdmin, less).admitted()).isFalse();
                assertThat(admitted()).isEqualTo(aurelia);

                assertThat(vote(channel.aureliaAdmin, less).admitted()).isTrue();
                assertThat(admitted()).isEqualTo(less);
                channel.admit(aurelia);
            }
        }

        @Test
        void takes_no_role_away_without_its_own_organisation() {
            Party both = new Party(
                    aurelia.gln(),
                    aurelia.name(),
                    aurelia.msp(),
                    aurelia.key(),
                    List.of(Role.BRAND, Role.RETAILER),
                    aurelia.prefixes());
            channel.admit(both);

            propose(channel.assayAdmin, aurelia);
            assertThat(vote(channel.meridianAdmin, aurelia).admitted()).isFalse();
            assertThat(admitted()).isEqualTo(both);
            assertThat(vote(channel.aureliaAdmin, aurelia).admitted()).isTrue();
        }

        @Test
        void keeps_every_form_that_it_had_under_its_version() {
            channel.admit(aurelia);
            Admission first = form(1);
            Party other = with(otherKey, "9506999");
            channel.admit(other);
            Admission second = form(2);
            suspendAndReinstate();

            assertThat(first.party()).isEqualTo(aurelia);
            assertThat(first.party().owns(TestBatch.GTIN)).isTrue();
            assertThat(form(1)).isEqualTo(first);
            assertThat(second.party()).isEqualTo(other);
            assertThat(second.party().owns(TestBatch.GTIN)).isFalse();
            assertThat(form(2)).isEqualTo(second);
            assertThat(form(3).suspension()).isPresent();
            assertThat(form(4).suspension()).isEmpty();
            assertThat(form(4)).isEqualTo(channel.<Admission>evaluate(state -> Parties.read(state, aurelia.gln())));
            assertThat(List.of(form(1), form(2), form(3), form(4)))
                    .extracting(Admission::version)
                    .containsExactly(1, 2, 3, 4);
            assertThat(Admission.fromJson(form(3).toJson())).isEqualTo(form(3));
            assertRefused(ErrorCode.PARTY_UNKNOWN, () -> form(5));
            assertRefused(ErrorCode.PARTY_UNKNOWN, () -> form(0));
        }

        private Admission form(int version) {
            return channel.evaluate(state -> Parties.read(state, aurelia.gln(), version));
        }

        private void suspendAndReinstate() {
            for (Caller admin : List.of(channel.assayAdmin, channel.meridianAdmin)) {
                channel.submit(admin, (call, caller) -> SuspensionRules.suspend(call, caller, aurelia.gln()));
            }
            for (Caller admin : List.of(channel.assayAdmin, channel.meridianAdmin)) {
                channel.submit(admin, (call, caller) -> SuspensionRules.reinstate(call, caller, aurelia.gln()));
            }
        }

        @Test
        void never_moves_it_to_another_organisation() {
            channel.admit(aurelia);
            Party otherMsp = new Party(
                    aurelia.gln(),
                    aurelia.name(),
                    new MspId("AssayMSP"),
                    aurelia.key(),
                    aurelia.roles(),
                    aurelia.prefixes());

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> propose(channel.assayAdmin, otherMsp));
        }
    }

    private List<Proposal> proposals() {
        return channel.evaluate(state -> PartyRules.proposals(state, aurelia.gln(), channel.now()));
    }

    private Party admitted() {
        return channel.<Admission>evaluate(state -> Parties.read(state, aurelia.gln()))
                .party();
    }

    @Nested
    class Suspension {
        private Motion suspend(Caller admin) {
            return channel.submit(admin, (call, caller) -> SuspensionRules.suspend(call, caller, aurelia.gln()));
        }

        private Motion reinstate(Caller admin) {
            return channel.submit(admin, (call, caller) -> SuspensionRules.reinstate(call, caller, aurelia.gln()));
        }

        /** What Assay's vote says on the ledger. */
        private String choice() {
            LedgerKey key = LedgerKey.of("vote", aurelia.gln().digits(), "SUSPENSION", ASSAY.value());
            return channel.evaluate(state -> state.getJson(key).orElseThrow().text("choice"));
        }

        @Test
        void takes_a_majority_and_stops_the_party_from_writing() {
            channel.admit(aurelia);
            TestBatch batch = TestBatch.compact(channel, "L1", 3);

            Motion first = suspend(channel.assayAdmin);
            assertThat(first.suspended()).isFalse();
            assertThat(first.votes()).containsExactly(new MspId("AssayMSP"));
            assertThat(choice()).isEqualTo("suspend");
            assertSays(
                    ErrorCode.ALREADY_VOTED,
                    "organisation AssayMSP has voted for suspending party " + aurelia.gln(),
                    () -> suspend(channel.assayAdmin));
            assertThat(Motion.fromJson(first.toJson())).isEqualTo(first);
            batch.open();
            assertThat(suspend(channel.meridianAdmin).suspended()).isTrue();

            assertRefused(ErrorCode.PARTY_SUSPENDED, batch::seal);
            assertRefused(ErrorCode.PARTY_SUSPENDED, () -> suspend(channel.assayAdmin));
            Admission admission = channel.evaluate(state -> Parties.read(state, aurelia.gln()));
            assertThat(admission.suspension().orElseThrow().votes())
                    .containsExactly(new MspId("AssayMSP"), new MspId("MeridianMSP"));
            assertThat(Admission.fromJson(admission.toJson())).isEqualTo(admission);
        }

        @Test
        void ends_by_the_same_majority() {
            channel.admit(aurelia);
            suspend(channel.assayAdmin);
            suspend(channel.meridianAdmin);

            assertThat(reinstate(channel.aureliaAdmin).suspended()).isTrue();
            assertSays(
                    ErrorCode.ALREADY_VOTED,
                    "organisation AureliaMSP has voted for reinstating party " + aurelia.gln(),
                    () -> reinstate(channel.aureliaAdmin));
            assertThat(reinstate(channel.assayAdmin).suspended()).isFalse();
            assertThat(choice()).isEqualTo("reinstate");
            assertRefused(ErrorCode.NOT_SUSPENDED, () -> reinstate(channel.assayAdmin));
            TestBatch.compact(channel, "L1", 3).register();
        }

        @Test
        void takes_votes_that_are_not_older_than_thirty_days_and_of_its_present_form() {
            channel.admit(aurelia);
            suspend(channel.assayAdmin);
            channel.pass(Ballots.LIFE);
            assertThat(suspend(channel.meridianAdmin).votes()).containsExactly(MERIDIAN);
            channel.admit(with(aurelia, "9506000", "9506999"));

            assertThat(suspend(channel.assayAdmin).votes()).containsExactly(ASSAY);
            assertThat(suspend(channel.meridianAdmin).suspended()).isTrue();
        }

        @Test
        void by_a_former_majority_does_not_come_back_after_the_party_is_reinstated() {
            channel.admit(aurelia);
            suspend(channel.assayAdmin);
            suspend(channel.meridianAdmin);
            reinstate(channel.assayAdmin);
            reinstate(channel.meridianAdmin);

            Motion again = suspend(channel.aureliaAdmin);

            assertThat(again.suspended()).isFalse();
            assertThat(again.votes()).containsExactly(AURELIA);
        }

        @Test
        void is_voted_on_apart_from_what_the_party_may_become() {
            channel.admit(aurelia);
            Party bigger = with(aurelia, "9506000", "9506999");
            propose(channel.assayAdmin, bigger);

            suspend(channel.assayAdmin);

            assertThat(proposals()).extracting(Proposal::party).containsExactly(bigger);
            assertThat(vote(channel.meridianAdmin, bigger).admitted()).isTrue();
        }

        @Test
        void outlasts_a_change_of_the_party() {
            channel.admit(aurelia);
            suspend(channel.assayAdmin);
            suspend(channel.meridianAdmin);

            channel.admit(with(aurelia, "9506000", "9506999"));

            assertThat(channel.<Admission>evaluate(state -> Parties.read(state, aurelia.gln()))
                            .suspension())
                    .isPresent();
        }

        @Test
        void is_the_admins_to_vote_on_and_of_a_party_that_there_is() {
            assertRefused(ErrorCode.PARTY_UNKNOWN, () -> suspend(channel.assayAdmin));
            channel.admit(aurelia);
            assertRefused(ErrorCode.ROLE_MISSING, () -> suspend(channel.aurelia.caller()));
            assertRefused(ErrorCode.ROLE_MISSING, () -> suspend(TestChannel.admin("StrangerMSP")));
            assertRefused(ErrorCode.NOT_SUSPENDED, () -> reinstate(channel.assayAdmin));
            suspend(channel.assayAdmin);
            suspend(channel.meridianAdmin);
            assertRefused(ErrorCode.ROLE_MISSING, () -> reinstate(channel.aurelia.caller()));
            assertRefused(ErrorCode.ROLE_MISSING, () -> reinstate(TestChannel.admin("StrangerMSP")));
            assertRefused(
                    ErrorCode.PARTY_SUSPENDED,
                    () -> channel.evaluate(state -> Parties.requireActive(state, aurelia.gln())));
        }
    }

    @Nested
    class Prefixes {
        @Test
        void pass_to_another_holder_once_given_up_and_keep_their_history() {
            channel.admit(aurelia);
            assertRefused(ErrorCode.PREFIX_TAKEN, () -> propose(channel.meridianAdmin, with(rival, "9506000")));
            channel.admit(with(aurelia));
            channel.admit(with(rival, "9506000"));

            List<PrefixChange> history =
                    channel.evaluate(state -> PartyRules.prefixHistory(state, new CompanyPrefix("9506000")));

            assertThat(history)
                    .extracting(PrefixChange::holder)
                    .containsExactly(Optional.of(aurelia.gln()), Optional.empty(), Optional.of(rival.gln()));
            assertThat(history).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
            assertRefused(ErrorCode.PREFIX_TAKEN, () -> propose(channel.aureliaAdmin, with(aurelia, "95060001")));
        }

        @Test
        void that_a_party_keeps_stay_its_own_with_nothing_written_when_others_come_or_go() {
            channel.admit(aurelia);
            channel.admit(with(aurelia, "9506000", "9506001"));
            channel.admit(with(aurelia, "9506000"));

            assertRefused(ErrorCode.PREFIX_TAKEN, () -> propose(channel.meridianAdmin, with(rival, "9506000")));
            assertThat(holders("9506000")).containsExactly(Optional.of(aurelia.gln()));
            assertThat(holders("9506001")).containsExactly(Optional.of(aurelia.gln()), Optional.empty());
        }

        private List<Optional<Gln>> holders(String prefix) {
            return channel.evaluate(state -> PartyRules.prefixHistory(state, new CompanyPrefix(prefix)).stream()
                    .map(PrefixChange::holder)
                    .toList());
        }

        private final Party rival = TestParty.enrol(
                        channel.meridianCa, "MeridianMSP", "Rival", "9506000300009", List.of(Role.BRAND))
                .party();

        @Test
        void of_another_holder_are_refused_equal_shorter_or_longer() {
            channel.admit(aurelia);

            for (String prefix : List.of("9506000", "950600", "9506", "95060001", "950600012345")) {
                assertRefused(ErrorCode.PREFIX_TAKEN, () -> propose(channel.meridianAdmin, with(rival, prefix)));
            }
        }

        @Test
        void beside_another_holders_are_free() {
            channel.admit(aurelia);

            channel.admit(with(rival, "9506001", "950601"));

            assertThat(channel.<Admission>evaluate(state -> Parties.read(state, rival.gln()))
                            .party()
                            .prefixes())
                    .hasSize(2);
        }

        @Test
        void that_share_a_beginning_are_all_guarded() {
            channel.admit(with(aurelia, "9506000", "9506001"));

            assertRefused(ErrorCode.PREFIX_TAKEN, () -> propose(channel.meridianAdmin, with(rival, "95060")));
        }

        @Test
        void taken_between_proposal_and_vote_are_refused_at_the_vote() {
            Party late = with(rival, "95060001");
            propose(channel.meridianAdmin, late);
            channel.admit(aurelia);

            assertRefused(ErrorCode.PREFIX_TAKEN, () -> vote(channel.assayAdmin, late));
        }
    }

    @Nested
    class A_caller {
        @Test
        void is_a_party_by_gln_organisation_key_and_role() {
            channel.admit(aurelia);

            Actor found =
                    channel.evaluate(state -> Parties.require(state, channel.aurelia.caller(), Action.OPEN_BATCH));

            assertThat(found.party()).isEqualTo(aurelia);
            assertThat(found.roles()).containsExactly(Role.BRAND);
        }

        @Test
        void without_admission_or_of_another_organisation_is_none() {
            channel.admit(aurelia);
            Caller minted = TestParty.enrol(
                            channel.meridianCa,
                            "MeridianMSP",
                            "Aurelia Watches",
                            aurelia.gln().digits(),
                            List.of(Role.BRAND))
                    .caller();

            assertRefused(ErrorCode.NOT_A_PARTY, () -> require(channel.meridian.caller(), Action.OFFER));
            assertRefused(ErrorCode.NOT_A_PARTY, () -> require(minted, Action.OPEN_BATCH));
            assertRefused(ErrorCode.NOT_A_PARTY, () -> require(channel.aureliaAdmin, Action.OPEN_BATCH));
        }

        @Test
        void with_another_key_of_its_own_ca_is_refused() {
            channel.admit(aurelia);
            Caller other = channel.aurelia.withNewKey(channel.aureliaCa).caller();

            assertRefused(ErrorCode.KEY_MISMATCH, () -> require(other, Action.OPEN_BATCH));
        }

        @Test
        void needs_the_role_on_the_ledger_and_in_the_certificate() {
            channel.admit(aurelia);
            Caller brand = channel.aurelia.caller();
            Caller without =
                    new Caller(brand.msp(), brand.gln(), Set.of(Role.INSPECTOR), brand.key(), brand.certificate());
            Caller more = new Caller(brand.msp(), brand.gln(), Set.of(Role.RETAILER), brand.key(), brand.certificate());

            assertSays(
                    ErrorCode.ROLE_MISSING,
                    "needs, on the ledger and in its certificate, the role brand to open batch",
                    () -> require(without, Action.OPEN_BATCH));
            assertSays(
                    ErrorCode.ROLE_MISSING,
                    "the role brand or inspector to report recalled",
                    () -> require(more, Action.REPORT_RECALLED));
            assertRefused(ErrorCode.ROLE_MISSING, () -> require(more, Action.REPORT_SOLD));
        }

        private void require(Caller caller, Action action) {
            channel.evaluate(state -> Parties.require(state, caller, action));
        }
    }

    @Nested
    class A_party {
        @Test
        void reads_back_from_its_json_whatever_the_order_of_its_lists() {
            Party party = new Party(
                    aurelia.gln(),
                    "Aurelia",
                    aurelia.msp(),
                    aurelia.key(),
                    List.of(Role.RETAILER, Role.BRAND, Role.RETAILER),
                    List.of(new CompanyPrefix("9506001"), new CompanyPrefix("9506000")));

            Party read = Party.fromJson(CanonicalJson.parse(CanonicalJson.write(party.toJson())));

            assertThat(read).isEqualTo(party);
            assertThat(read.roles()).containsExactly(Role.BRAND, Role.RETAILER);
            assertThat(read.digest()).isEqualTo(party.digest());
        }

        @Test
        void has_a_name_a_key_and_a_role() {
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> party(" ", aurelia.key(), List.of(Role.BRAND)));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> party("a\nb", aurelia.key(), List.of(Role.BRAND)));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> party("a", Bytes.of(new byte[31]), List.of(Role.BRAND)));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> party("a", aurelia.key(), List.of()));
        }

        @Test
        void has_a_name_of_a_hundred_characters_and_a_hundred_prefixes_at_most() {
            List<CompanyPrefix> prefixes = IntStream.range(0, Party.MAX_PREFIXES + 1)
                    .mapToObj(i -> new CompanyPrefix("9506%03d".formatted(i)))
                    .toList();

            party("n".repeat(Party.MAX_NAME_LENGTH), aurelia.key(), List.of(Role.BRAND));
            assertThat(of(prefixes.subList(0, Party.MAX_PREFIXES)).prefixes()).hasSize(Party.MAX_PREFIXES);
            assertRefused(
                    ErrorCode.ARGUMENT_INVALID,
                    () -> party("n".repeat(Party.MAX_NAME_LENGTH + 1), aurelia.key(), List.of(Role.BRAND)));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> of(prefixes));
        }

        private Party of(List<CompanyPrefix> prefixes) {
            return new Party(aurelia.gln(), "a", aurelia.msp(), aurelia.key(), List.of(Role.BRAND), prefixes);
        }

        @Test
        void has_forms_from_one_to_the_last_that_a_signature_can_name() {
            assertThat(form(1).version()).isEqualTo(1);
            assertThat(form(ClaimantSignature.MAX_VERSION).version()).isEqualTo(ClaimantSignature.MAX_VERSION);
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> form(0));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> form(ClaimantSignature.MAX_VERSION + 1));
        }

        private Admission form(int version) {
            return new Admission(aurelia, version, channel.now(), List.of(ASSAY), Optional.empty());
        }

        @Test
        void has_roles_that_there_are() {
            assertThat(Role.parse("brand")).isEqualTo(Role.BRAND);
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> Role.parse("BRAND"));
        }

        private void party(String name, Bytes key, List<Role> roles) {
            new Party(aurelia.gln(), name, aurelia.msp(), key, roles, List.of());
        }
    }
}
