package org.touchmark.domain.adversary;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.function.LedgerFunctions;
import org.touchmark.domain.function.Together;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.trust.TestAuthority;

/** A world from its founding on, step by step, with all that is looked at after each. */
final class History {
    private static final Instant LAST = TestAuthority.END.minus(Duration.ofDays(20));
    private static final int HELD = 6;
    private static final int REMEMBERED = 20;
    private static final int LOOKED_AT = 2;
    /** How many of a thousand relays are longer than what a record keeps. */
    private static final int LONG = 70;

    /** One thread's functions and what checks signatures for them, so that nothing is checked twice. */
    record Bench(LedgerFunctions functions, Expert.Judge judge) {
        static Bench make() {
            Remembering provider = new Remembering(TestAuthority.BOUNCY_CASTLE);
            return new Bench(LedgerFunctions.checking(Claims.checkedBy(provider)), Expert.Judge.with(provider));
        }
    }

    private final Model model = new Model();
    private final Court court;
    private final Tactics tactics;
    private final Audit audit;
    private final Expert expert;
    private final List<Held> held = new ArrayList<>();
    private final List<Done> done = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean tells;
    private int accepted;
    private int steps;

    /** An envelope that was endorsed and is held back. */
    private record Held(Attempt attempt, Court.Outcome outcome) {}

    /** A call that was committed, and what it answered. */
    private record Done(Court.Sent sent, String answer) {}

    private History(Bench bench, boolean tells) {
        court = new Court(bench.functions(), TestAuthority.NOON);
        tactics = new Tactics(model, () -> court.now);
        audit = new Audit(court, model);
        expert = new Expert(court, model, tactics.officeMoves, audit, bench.judge());
        found();
        this.tells = tells;
    }

    static History founded(Bench bench) {
        return new History(bench, false);
    }

    /** A history that keeps what happens in it in words. */
    static History telling(Bench bench) {
        return new History(bench, true);
    }

    /** The steps of a seed. */
    static List<Step> steps(long seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count).mapToObj(i -> Step.random(random)).toList();
    }

    List<String> told() {
        return List.copyOf(told);
    }

    int accepted() {
        return accepted;
    }

    int largestReading() {
        return audit.largestReading;
    }

    int largestValue() {
        return court.largestValue;
    }

    int verified() {
        return expert.verified();
    }

    private void found() {
        Manner first = Manner.calm(Cast.ALL.admins.get(1), court.now);
        String msps =
                GoodsMoves.json(JsonObject.builder().putTexts("msps", Cast.MSPS).build());
        commitAtOnce(first.send(tactics.operation(), "party:Found", msps));
        for (Cast.Member member : Cast.ALL.members) {
            Company company =
                    new Company(member.gln(), member.msp(), member.first().of(false, voters()));
            for (int admin = 0; admin < 2; admin++) {
                Manner manner = Manner.calm(Cast.ALL.admins.get(admin), court.now);
                commitAtOnce(tactics.officeMoves
                        .propose(manner, tactics.operation(), company, member.first())
                        .sent());
            }
            model.companies.put(member.gln(), company);
        }
        tactics.founding().map(Supplier::get).forEach(this::insist);
        Company barred = model.company(Cast.ALL.members.get(8).gln());
        for (int admin = 0; admin < 2; admin++) {
            insist(tactics.officeMoves.suspend(
                    Manner.calm(Cast.ALL.admins.get(admin), court.now), tactics.operation(), barred, true));
        }
    }

    private static Set<String> voters() {
        return Set.of(
                Cast.ALL.admins.get(0).by().msp(), Cast.ALL.admins.get(1).by().msp());
    }

    private void commitAtOnce(Court.Sent sent) {
        Court.Outcome outcome = court.endorse(sent);
        if (!outcome.isAccepted() || !court.commit(outcome, sent.time())) {
            throw new IllegalStateException("the world is not founded: " + outcome.answer());
        }
        court.now = court.now.plusSeconds(1);
    }

    private void insist(Attempt attempt) {
        Set<String> touched = new LinkedHashSet<>();
        if (!perform(attempt, 0, touched)) {
            throw new IllegalStateException("the world is not founded: " + attempt);
        }
        court.now = court.now.plusSeconds(1);
    }

    /** Makes one step, and looks at what it touched and at others. */
    void step(Step step) {
        steps++;
        court.now = court.now.plusSeconds(1);
        Set<String> touched = new LinkedHashSet<>();
        switch (step.kind()) {
            case PASS -> pass(step);
            case RELEASE -> release(step, touched);
            case RESEND -> resend(step);
            case RELAY -> relay(step, touched);
            case QUARREL -> quarrel(step, touched);
            case TOGETHER -> together(step).ifPresent(attempt -> perform(attempt, step.pick(5), touched));
            default -> tried(() -> tactics.attempt(step)).ifPresent(attempt -> perform(attempt, step.pick(5), touched));
        }
        look(step, touched);
    }

    /** Nothing where the client itself sees that it makes no sense. */
    private static <T> Optional<T> tried(Supplier<Optional<T>> attempt) {
        try {
            return attempt.get();
        } catch (org.touchmark.domain.error.RefusedException e) {
            return Optional.empty();
        }
    }

    private void pass(Step step) {
        int pick = step.pick(1);
        Duration time = pick < 500
                ? Duration.ofSeconds(pick)
                : pick < 900
                        ? Duration.ofMinutes(pick - 499)
                        : pick < 980 ? Duration.ofHours(pick - 880) : Duration.ofHours(252);
        if (court.now.plus(time).isBefore(LAST)) {
            court.now = court.now.plus(time);
            tell("time passes: " + time);
        }
    }

    /** Whether it was done. */
    private boolean perform(Attempt attempt, int fate, Set<String> touched) {
        Court.Outcome outcome = court.endorse(attempt.sent());
        attempt.acts().forEach(act -> touched.addAll(act.touches()));
        judge(attempt, outcome);
        if (!outcome.isAccepted()) {
            tell("refused: " + attempt + ": " + outcome.answer());
            return false;
        }
        if (fate >= 940 && held.size() < HELD) {
            held.add(new Held(attempt, outcome));
            tell("held back: " + attempt);
            return false;
        }
        if (fate >= 920 && fate < 940) {
            tell("lost: " + attempt);
            return false;
        }
        if (!court.commit(outcome, attempt.sent().time())) {
            throw new IllegalStateException("stale at once");
        }
        tell("done: " + attempt);
        happen(attempt, outcome);
        return true;
    }

    private void happen(Attempt attempt, Court.Outcome outcome) {
        accepted++;
        done.add(new Done(attempt.sent(), outcome.answer()));
        if (done.size() > REMEMBERED) {
            done.remove(0);
        }
        if (!attempt.isTogether()) {
            attempt.act().happen(model, attempt.sent().time());
            return;
        }
        List<Optional<String>> results = Together.results(
                CanonicalJson.parse(outcome.answer()), attempt.acts().size());
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).isPresent()) {
                Act act = attempt.acts().get(i);
                objection(act, attempt.sent().time()).ifPresent(why -> {
                    throw new Breach("P1", "done together in spite of: " + why + " [" + act + "]");
                });
                act.happen(model, attempt.sent().time());
            }
        }
    }

    /** The ledger does what the model would, and nothing else. */
    private void judge(Attempt attempt, Court.Outcome outcome) {
        if (attempt.isTogether()) {
            return;
        }
        Optional<String> objection = objection(attempt.act(), attempt.sent().time())
                .or(() ->
                        Duration.between(attempt.sent().time(), court.now).abs().compareTo(Model.SKEW) > 0
                                ? Optional.of("clock")
                                : Optional.empty());
        String function = attempt.sent().function();
        if (outcome.isAccepted() && objection.isPresent()) {
            throw new Breach("P1", function + " accepted in spite of: " + objection.get() + " [" + attempt + "]");
        }
        if (!outcome.isAccepted() && objection.isEmpty()) {
            throw new Breach(
                    "P2",
                    function + " refused without need: " + outcome.answer().split(":", 2)[0] + " [" + outcome.answer()
                            + " " + attempt + "]");
        }
    }

    private Optional<String> objection(Act act, Instant time) {
        try {
            act.require(model, time);
            return Optional.empty();
        } catch (Objection e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** An envelope comes late: it fails, or does what might be done now. */
    private void release(Step step, Set<String> touched) {
        if (held.isEmpty()) {
            return;
        }
        Held one = held.remove(step.of(1, held.size()));
        one.attempt().acts().forEach(act -> touched.addAll(act.touches()));
        if (one.outcome().transaction().orElseThrow().isStale()) {
            tell("stale: " + one.attempt());
            return;
        }
        if (!one.attempt().isTogether()) {
            objection(one.attempt().act(), one.attempt().sent().time()).ifPresent(why -> {
                throw new Breach(
                        "P1",
                        one.attempt().sent().function() + " committed late in spite of: " + why + " [" + one.attempt()
                                + "]");
            });
        }
        court.commit(one.outcome(), one.attempt().sent().time());
        tell("released: " + one.attempt());
        happen(one.attempt(), one.outcome());
    }

    /** What was done is asked for again: the answer is the first one, and nothing is written. */
    private void resend(Step step) {
        if (done.isEmpty()) {
            return;
        }
        Done one = done.get(step.of(1, done.size()));
        Court.Outcome again = court.endorse(one.sent().at(court.now));
        Breach.unless(
                again.isAccepted() && again.answer().equals(one.answer()),
                "P6",
                one.sent().function() + " answers another time otherwise [" + one.answer() + " then " + again.answer()
                        + "]");
        Breach.unless(
                again.transaction().orElseThrow().writes().isEmpty(),
                "P6",
                one.sent().function() + " writes again");
    }

    private Optional<Attempt> together(Step step) {
        String by = tactics.anyone(step);
        List<Attempt> parts = new ArrayList<>();
        List<Step.Kind> kinds = List.of(
                Step.Kind.OFFER,
                Step.Kind.ACCEPT,
                Step.Kind.PACK,
                Step.Kind.UNPACK,
                Step.Kind.SEAL,
                Step.Kind.REPORT,
                Step.Kind.UNDO,
                Step.Kind.CREATE,
                Step.Kind.UNSEAL,
                Step.Kind.LAPSE);
        for (int i = 0; i < 2 + step.of(3, 4); i++) {
            int turn = i;
            Step part = new Step(
                    kinds.get((step.pick(1) + 3 * i) % kinds.size()),
                    IntStream.range(0, step.picks().size())
                            .mapToObj(place ->
                                    place >= 6 ? step.pick(place) : (step.pick(place) + 131 * turn) % Step.RANGE)
                            .toList());
            tried(() -> tactics.attempt(part, by)).ifPresent(parts::add);
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Court.Sent first = parts.get(0).sent();
        String calls = Together.argument(parts.stream()
                .map(part ->
                        new Together.OneCall(part.sent().function(), part.sent().arguments()))
                .toList());
        return Optional.of(new Attempt(
                new Court.Sent(
                        Together.NAME,
                        List.of(tactics.operation(), calls),
                        new TreeMap<>(),
                        first.caller(),
                        first.time()),
                parts.stream().map(Attempt::act).toList()));
    }

    /** Goods go from hand to hand, more often than any record keeps. */
    private void relay(Step step, Set<String> touched) {
        Goods goods = tactics.goods(step).outermost();
        List<Company> hands = model.companies.values().stream()
                .filter(one -> !one.form().suspended())
                .filter(one -> Permission.HAND_OFF.allows(
                        one.roles(Cast.ALL
                                .member(one.gln)
                                .identities()
                                .get(0)
                                .by()
                                .roles()),
                        true))
                .toList();
        int rounds = 1 + step.of(3, step.rarely(1, LONG) ? 60 : 4);
        for (int i = 0; i < rounds && hands.size() > 2; i++) {
            Company from = model.company(goods.custodian());
            Company to = hands.get((step.pick(4) + i) % hands.size());
            Attempt offer = to.equals(from)
                    ? null
                    : tactics.goodsMoves.offer(
                            calm(from), tactics.operation(), to.gln, List.of(goods), Duration.ofDays(1));
            if (offer != null && !perform(offer, 0, touched)) {
                return;
            }
            if (offer != null) {
                Deal deal = model.deals.get(model.deals.size() - 1);
                perform(tactics.goodsMoves.accept(calm(to), tactics.operation(), deal), 0, touched);
                court.now = court.now.plusSeconds(1);
            }
        }
    }

    /** Somebody says stolen, found, stolen, found. */
    private void quarrel(Step step, Set<String> touched) {
        Goods goods = tactics.goods(step);
        Company by = model.company(goods.custodian());
        int rounds = 2 + step.of(3, step.rarely(1, 2 * LONG) ? 40 : 5);
        for (int i = 0; i < rounds; i++) {
            String status = Note.Sum.of(goods.allNotes()).thefts().isEmpty() ? "stolen" : "found";
            if (!perform(tactics.goodsMoves.report(calm(by), tactics.operation(), goods, status), 0, touched)) {
                return;
            }
            court.now = court.now.plusSeconds(1);
        }
    }

    private Manner calm(Company company) {
        Cast.Member member = Cast.ALL.member(company.gln);
        int key = member.identities().get(0).by().key().equals(company.form().key()) ? 0 : 2;
        return Manner.calm(member.identities().get(key), court.now);
    }

    private void look(Step step, Set<String> touched) {
        Random random = new Random(31L * steps + step.toString().hashCode());
        List<Goods> changed = touched.stream()
                .map(model.goods::get)
                .filter(java.util.Objects::nonNull)
                .toList();
        for (int i = 0; i < Math.min(LOOKED_AT, changed.size()); i++) {
            audit.check(changed.get(random.nextInt(changed.size())));
        }
        if (random.nextInt(3) == 0) {
            audit.check(model.units.get(random.nextInt(model.units.size())));
        }
        if (random.nextInt(8) == 0) {
            audit.check(model.containers.get(random.nextInt(model.containers.size())));
        }
        if (random.nextInt(12) == 0) {
            List<Lotted> lots = List.copyOf(model.lots.values());
            audit.lot(lots.get(random.nextInt(lots.size())));
            List<Company> companies = List.copyOf(model.companies.values());
            audit.company(companies.get(random.nextInt(companies.size())));
        }
        Goods judged = touched.stream()
                .map(model.goods::get)
                .filter(one -> one != null && one.isUnit())
                .filter(one -> random.nextInt(3) == 0)
                .findFirst()
                .orElseGet(() -> model.units.get(random.nextInt(model.units.size())));
        if (random.nextInt(8) == 0) {
            expert.judge(judged, random);
        }
    }

    /** Looks at everything there is. */
    void lookAtAll() {
        audit.thorough = true;
        model.goods.values().forEach(audit::check);
        model.lots.values().forEach(audit::lot);
        model.companies.values().forEach(audit::company);
        model.units.forEach(unit -> expert.judge(unit, new Random(7)));
    }

    private void tell(String what) {
        if (tells) {
            told.add(court.now + " " + what);
        }
    }
}
