package org.touchmark.domain.adversary;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.touchmark.domain.adversary.Cast.Member;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.gs1.CheckDigit;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.unit.UnitDigest;

/**
 * Chooses whom, what and when a step's numbers mean in the world as it is: mostly what might succeed, since the ledger would
 * refuse nearly all of what is thrown at random.
 */
final class Tactics {
    static final List<String> STATUSES =
            List.of("sold", "decommissioned", "stolen", "recalled", "destroyed", "sample", "exported", "found");
    private static final List<String> PREFIXES = List.of("9509000", "95090001", "9507000", "9508003");
    private static final List<String> LOTS = List.of("N0", "N1", "N2", "N3", "N4", "L1", "P1");
    private static final int ODD = 60;

    final GoodsMoves goodsMoves = new GoodsMoves();
    final OfficeMoves officeMoves = new OfficeMoves();
    private final Model model;
    private final Supplier<Instant> now;
    private int operations;
    /** Who has to act, where that is not free. */
    private Optional<String> forced = Optional.empty();

    private Optional<Goods> hot = Optional.empty();

    Tactics(Model model, Supplier<Instant> now) {
        this.model = model;
        this.now = now;
    }

    String operation() {
        return "operation%08d".formatted(++operations);
    }

    /** The attempt that a step means; empty where there is nothing to try. */
    Optional<Attempt> attempt(Step step) {
        return switch (step.kind()) {
            case OFFER -> offer(step);
            case ACCEPT, ACCEPT_PART, REFUSE, CANCEL, LAPSE -> answer(step);
            case CREATE -> create(step);
            case PACK -> pack(step);
            case UNPACK, REPACK -> takeOut(step);
            case SEAL, UNSEAL -> close(step);
            case REPORT -> report(step);
            case UNDO -> undo(step);
            case PROPOSE, VOTE, SUSPEND, REINSTATE -> decide(step);
            case OPEN, ADD_PAGES, SEAL_BATCH, ABANDON -> batch(step);
            case REGISTER_KEY, REVOKE_KEY -> labelKey(step);
            case ADVANCE -> Optional.of(officeMoves.advance(manner(step, anyone(step)), operation()));
            default -> Optional.empty();
        };
    }

    /** The same, by somebody who is given. */
    Optional<Attempt> attempt(Step step, String by) {
        forced = Optional.of(by);
        try {
            return attempt(step);
        } finally {
            forced = Optional.empty();
        }
    }

    String anyone(Step step) {
        List<Member> members = Cast.ALL.members;
        return members.get(step.of(0, members.size())).gln();
    }

    /** Whose turn it is by nature, rarely anyone's. */
    private Manner manner(Step step, String natural) {
        String gln = forced.orElse(step.rarely(0, ODD) ? anyone(step) : natural);
        return Manner.of(step, Cast.ALL.member(gln), model.company(gln), now.get());
    }

    /** One of some, or else of all. */
    static <T> Optional<T> pick(List<T> all, Predicate<T> preferred, int pick) {
        List<T> some = all.stream().filter(preferred).toList();
        List<T> from = some.isEmpty() ? all : some;
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(pick % from.size()));
    }

    Goods goods(Step step) {
        if (step.pick(2) < 300 && hot.isPresent()) {
            return hot.get();
        }
        List<Goods> from = step.pick(2) % 3 == 0 && !model.containers.isEmpty() ? model.containers : model.units;
        Goods chosen = from.get(step.of(1, from.size()));
        hot = Optional.of(chosen);
        return chosen;
    }

    private Predicate<Goods> mine(Predicate<Goods> preferred) {
        return forced.map(gln -> preferred.and(one -> one.custodian().equals(gln)))
                .orElse(preferred);
    }

    private Optional<Attempt> offer(Step step) {
        Goods chosen = forced.flatMap(gln -> pick(model.units, mine(one -> true), step.pick(1)))
                .orElseGet(() -> goods(step));
        Goods first = step.rarely(2, ODD) ? chosen : chosen.outermost();
        Set<Goods> all = new LinkedHashSet<>(List.of(first));
        List<Goods> more = model.goods.values().stream()
                .filter(one -> one.around.isEmpty() && one.custodian().equals(first.custodian()))
                .filter(one -> one.isUnit() || one.sealed)
                .toList();
        for (int i = 0; i < step.of(2, 4) && !more.isEmpty(); i++) {
            all.add(more.get((step.pick(4) + 7 * i) % more.size()));
        }
        Manner manner = manner(step, first.custodian());
        List<String> others = model.companies.keySet().stream()
                .filter(gln -> !gln.equals(manner.by().gln()))
                .toList();
        String to = others.get(step.of(4, others.size()));
        return Optional.of(
                goodsMoves.offer(manner, operation(), to, List.copyOf(all), transit(step.of(3, 10), step.pick(8))));
    }

    private static Duration transit(int kind, int pick) {
        if (kind < 2) {
            return Duration.ofMinutes(1 + pick % 15);
        }
        return kind < 5 ? Duration.ofHours(1 + pick % 6) : Duration.ofDays(14);
    }

    private Optional<Attempt> answer(Step step) {
        boolean lapse = step.kind() == Step.Kind.LAPSE;
        boolean sender = step.kind() == Step.Kind.CANCEL || (lapse && step.of(3, 2) == 0);
        Predicate<Deal> likely = deal -> deal.isOpen()
                && deal.waitsAt(now.get()) != lapse
                && forced.map((sender ? deal.from : deal.to)::equals).orElse(true);
        Predicate<Deal> preferred = step.rarely(3, ODD) ? deal -> true : likely;
        return pick(model.deals, preferred, step.pick(1)).map(deal -> {
            Manner manner = manner(step, sender ? deal.from : deal.to);
            hot = Optional.of(deal.goods.get(0));
            return switch (step.kind()) {
                case ACCEPT -> goodsMoves.accept(manner, operation(), deal);
                case ACCEPT_PART -> goodsMoves.acceptPart(manner, operation(), deal, part(step, deal));
                case REFUSE -> goodsMoves.end(manner, operation(), deal, HandOffState.REFUSED);
                case CANCEL -> goodsMoves.end(manner, operation(), deal, HandOffState.CANCELLED);
                default -> goodsMoves.lapse(manner, operation(), deal);
            };
        });
    }

    private List<Goods> part(Step step, Deal deal) {
        List<Goods> part = new ArrayList<>(deal.goods.subList(0, 1 + step.of(4, deal.goods.size())));
        if (step.rarely(4, ODD) && !part.contains(model.units.get(0))) {
            part.add(model.units.get(0));
        }
        return part;
    }

    private Optional<Attempt> create(Step step) {
        List<String> prefixes = model.companies.values().stream()
                .filter(one -> forced.map(one.gln::equals).orElse(true))
                .flatMap(one -> one.form().prefixes().stream().sorted())
                .toList();
        if (prefixes.isEmpty()) {
            return Optional.empty();
        }
        String prefix = prefixes.get(step.of(1, prefixes.size()));
        String holder = model.companies.values().stream()
                .filter(one -> one.form().prefixes().contains(prefix))
                .map(one -> one.gln)
                .findFirst()
                .orElseThrow();
        int level = step.rarely(4, ODD) ? 6 : 1 + step.of(4, 3);
        return Optional.of(goodsMoves.create(manner(step, holder), operation(), sscc(prefix, step.of(3, 40)), level));
    }

    static String sscc(String prefix, int serial) {
        String counted = "1" + prefix + ("%0" + (16 - prefix.length()) + "d").formatted(serial);
        return Sscc.ofNumber(Long.parseLong(counted)).digits();
    }

    private boolean isOpen(Goods box) {
        return !box.sealed && box.around.isEmpty();
    }

    private Optional<Attempt> pack(Step step) {
        return pick(model.containers, mine(this::isOpen), step.pick(1)).flatMap(box -> {
            List<Goods> fit = model.goods.values().stream()
                    .filter(one -> one.around.isEmpty() && !one.equals(box))
                    .filter(one -> one.custodian().equals(box.custodian()) && !one.inTransit(now.get()))
                    .filter(one -> one.isUnit() || (one.sealed && one.level < box.level))
                    .toList();
            return some(step, fit)
                    .map(things -> goodsMoves.move(
                            manner(step, box.custodian()), operation(), Optional.empty(), Optional.of(box), things));
        });
    }

    /** One to three of some goods, rarely with one that is none of them. */
    private Optional<List<Goods>> some(Step step, List<Goods> from) {
        Set<Goods> some = new LinkedHashSet<>();
        for (int i = 0; i <= step.of(3, 3) && !from.isEmpty(); i++) {
            some.add(from.get((step.pick(4) + i) % from.size()));
        }
        if (step.rarely(3, ODD)) {
            some.add(goods(step));
        }
        some.stream().findFirst().ifPresent(one -> hot = Optional.of(one));
        return some.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(some));
    }

    private Optional<Attempt> takeOut(Step step) {
        return pick(model.containers, mine(box -> isOpen(box) && !box.contents.isEmpty()), step.pick(1))
                .flatMap(box -> some(step, List.copyOf(box.contents)).flatMap(things -> {
                    Manner manner = manner(step, box.custodian());
                    if (step.kind() == Step.Kind.UNPACK) {
                        return Optional.of(
                                goodsMoves.move(manner, operation(), Optional.of(box), Optional.empty(), things));
                    }
                    return pick(
                                    model.containers,
                                    other -> isOpen(other) && other.custodian().equals(box.custodian()),
                                    step.pick(2))
                            .map(into ->
                                    goodsMoves.move(manner, operation(), Optional.of(box), Optional.of(into), things));
                }));
    }

    private Optional<Attempt> close(Step step) {
        boolean close = step.kind() == Step.Kind.SEAL;
        return pick(model.containers, mine(box -> box.sealed != close && box.around.isEmpty()), step.pick(1))
                .map(box -> goodsMoves.close(manner(step, box.custodian()), operation(), box, close));
    }

    private Optional<Attempt> report(Step step) {
        String status = STATUSES.get(step.of(3, STATUSES.size()));
        if (step.rarely(2, ODD)) {
            List<Lotted> lots = List.copyOf(model.lots.values());
            Lotted lot = lots.get(step.of(1, lots.size()));
            String by = lot.brand.isEmpty() || step.of(4, 2) == 0 ? inspector() : lot.brand;
            return Optional.of(
                    goodsMoves.recall(manner(step, by), operation(), lot, step.rarely(4, ODD) ? status : "recalled"));
        }
        Goods of = goods(step);
        Goods subject = step.of(4, 3) == 0 ? of.around.orElse(of) : of;
        return Optional.of(
                goodsMoves.report(manner(step, reporter(step, subject, status)), operation(), subject, status));
    }

    private String inspector() {
        return Cast.ALL.members.get(7).gln();
    }

    private String reporter(Step step, Goods subject, String status) {
        int choice = step.of(4, 10);
        if (choice < 2) {
            return inspector();
        }
        if (status.equals("found") && choice < 8) {
            return Note.Sum.of(subject.allNotes()).victims().stream()
                    .sorted()
                    .findFirst()
                    .orElse(subject.custodian());
        }
        return choice < 5 || status.equals("recalled")
                ? subject.lot.map(lot -> lot.brand).orElse(subject.custodian())
                : subject.custodian();
    }

    private Optional<Attempt> undo(Step step) {
        Predicate<Goods> reported = one -> !one.past.isEmpty()
                && one.past
                        .get(one.past.size() - 1)
                        .told()
                        .filter(note -> note.subject().equals(one.name))
                        .isPresent();
        return pick(List.copyOf(model.goods.values()), reported, step.pick(1)).map(of -> {
            Optional<Note> last = of.notes().stream().reduce((one, other) -> other);
            String status =
                    step.rarely(3, ODD) ? "sold" : last.map(Note::status).orElse("sample");
            return goodsMoves.undo(manner(step, last.map(Note::by).orElse(of.custodian())), operation(), of, status);
        });
    }

    private Optional<Attempt> decide(Step step) {
        List<Cast.Identity> admins = Cast.ALL.admins;
        Cast.Identity admin = admins.get(step.rarely(0, ODD) ? admins.size() - 1 : step.of(0, admins.size() - 1));
        Manner manner = Manner.calm(admin, now.get());
        List<Company> companies = List.copyOf(model.companies.values());
        Company any = companies.get(step.of(1, companies.size()));
        return switch (step.kind()) {
            case PROPOSE -> Optional.of(officeMoves.propose(manner, operation(), any, changed(step, any)));
            case VOTE ->
                pick(companies, one -> model.proposed(one.gln, now.get()).size() > 1, step.pick(1))
                        .map(one -> {
                            List<Company.Form> forms = model.proposed(one.gln, now.get());
                            Company.Form form = step.rarely(3, ODD) ? changed(step, one) : forms.get(forms.size() - 1);
                            return officeMoves.vote(manner, operation(), one, form);
                        });
            case SUSPEND -> Optional.of(officeMoves.suspend(manner, operation(), any, true));
            default ->
                pick(companies, one -> one.form().suspended(), step.pick(1))
                        .map(one -> officeMoves.suspend(manner, operation(), one, false));
        };
    }

    /** A company's form with one thing changed. */
    private static Company.Form changed(Step step, Company company) {
        Company.Form form = company.form();
        String key = form.key();
        Set<String> roles = form.roles();
        Set<String> prefixes = form.prefixes();
        String name = form.name();
        switch (step.of(2, 4)) {
            case 0 ->
                key = Cast.ALL.member(company.gln).identities().stream()
                        .map(identity -> identity.by().key())
                        .filter(other -> !other.equals(form.key()))
                        .findFirst()
                        .orElseThrow();
            case 1 -> prefixes = VoteActs.with(prefixes, PREFIXES.get(step.of(3, PREFIXES.size())));
            case 2 ->
                roles = VoteActs.with(
                        roles, List.of("distributor", "brand", "retailer").get(step.of(3, 3)));
            default -> name = name + "'";
        }
        return new Company.Form(
                name.length() > 90 ? name.substring(0, 5) : name, key, roles, prefixes, form.suspended(), Set.of());
    }

    private Optional<Attempt> batch(Step step) {
        if (step.kind() == Step.Kind.OPEN) {
            return open(step);
        }
        List<Lotted> lots = List.copyOf(model.lots.values());
        Predicate<Lotted> likely = lot -> lot.state.equals("OPEN")
                && (step.kind() != Step.Kind.SEAL_BATCH || lot.filled)
                && (step.kind() != Step.Kind.ADD_PAGES || !lot.filled);
        return pick(lots, likely, step.pick(1))
                .filter(lot -> !lot.state.equals("NONE"))
                .map(lot -> {
                    Manner manner = manner(step, lot.brand);
                    return switch (step.kind()) {
                        case ADD_PAGES -> officeMoves.fill(manner, operation(), lot, filled(step, lot));
                        case SEAL_BATCH -> officeMoves.seal(manner, operation(), lot, filled(step, lot));
                        default -> officeMoves.abandon(manner, operation(), lot);
                    };
                });
    }

    /** What a brand fills a batch with: what it meant to, rarely the digests of another's numbers. */
    private static Lotted.Template filled(Step step, Lotted lot) {
        Lotted.Template template = lot.template;
        if (!step.rarely(3, ODD)) {
            return template;
        }
        return new Lotted.Template(
                template.serials(),
                digests(gtin("9506000"), template.serials()),
                template.runs(),
                template.places(),
                template.labelKey());
    }

    private Optional<Attempt> open(Step step) {
        return pick(
                        List.copyOf(model.companies.values()),
                        one -> one.form().roles().contains("brand"),
                        step.pick(1))
                .flatMap(company -> {
                    List<String> prefixes =
                            company.form().prefixes().stream().sorted().toList();
                    String prefix = prefixes.isEmpty() ? "9509000" : prefixes.get(step.of(2, prefixes.size()));
                    Lotted lot = model.lot(gtin(prefix), LOTS.get(step.of(3, LOTS.size())));
                    return Optional.of(officeMoves.open(
                            manner(step, company.gln), operation(), lot, template(step, company, prefix)));
                });
    }

    private Lotted.Template template(Step step, Company company, String prefix) {
        List<String> serials = serials(step.of(4, 6), 3 + step.of(4, 3));
        String of = step.pick(4) % 5 == 0 ? "9506000" : prefix;
        Optional<String> key = step.pick(4) % 4 == 0
                ? model.labelKeys.getOrDefault(company.gln, List.of()).stream()
                        .map(one -> one.id)
                        .reduce((one, other) -> other)
                : Optional.empty();
        boolean packed = step.pick(8) % 2 == 0;
        return new Lotted.Template(
                serials,
                digests(gtin(of), serials),
                packed ? runs(prefix, step.of(4, 30), 2, 2) : List.of(),
                IntStream.range(0, serials.size())
                        .mapToObj(i -> packed ? i % 3 - 1 : -1)
                        .toList(),
                key);
    }

    static List<String> serials(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> "s" + i).toList();
    }

    static List<String> digests(String gtin, List<String> serials) {
        return serials.stream()
                .map(serial -> UnitDigest.of(new Gtin(gtin), new SerialNumber(serial), null)
                        .hex())
                .toList();
    }

    /** Cases in pallets of so many. */
    static List<Lotted.Run> runs(String prefix, int first, int cases, int each) {
        int pallets = (cases + each - 1) / each;
        return List.of(
                new Lotted.Run(ssccs(prefix, first, cases), 1, cases, each),
                new Lotted.Run(ssccs(prefix, first + cases, pallets), 2, -1, 0));
    }

    private static List<String> ssccs(String prefix, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> sscc(prefix, i))
                .toList();
    }

    static String gtin(String prefix) {
        return CheckDigit.append(("0" + prefix + "000000000").substring(0, 13));
    }

    private Optional<Attempt> labelKey(Step step) {
        if (step.kind() == Step.Kind.REGISTER_KEY) {
            return pick(
                            List.copyOf(model.companies.values()),
                            one -> one.form().roles().contains("brand"),
                            step.pick(1))
                    .map(one -> officeMoves.register(manner(step, one.gln), operation(), step.pick(2)));
        }
        List<String[]> keys = model.labelKeys.entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream().map(key -> new String[] {entry.getKey(), key.id}))
                .toList();
        return pick(keys, key -> true, step.pick(1))
                .map(key -> officeMoves.revoke(manner(step, key[0]), operation(), key[0], key[1]));
    }

    /** The founding of the world, in order. */
    Stream<Supplier<Attempt>> founding() {
        return Stream.of(
                        batch(0, "9506000", "L1", serials(0, 6), List.of(), i -> -1, "9506000"),
                        batch(
                                0,
                                "9506000",
                                "P1",
                                serials(10, 8),
                                runs("9506000", 0, 4, 2),
                                i -> i == 7 ? -1 : i % 4,
                                "9506000"),
                        batch(1, "9507000", "L1", serials(0, 4), List.of(), i -> -1, "9507000"),
                        batch(1, "9507000", "C1", serials(0, 4), List.of(), i -> -1, "9506000"),
                        batch(0, "9509000", "M1", serials(0, 3), runs("9509000", 0, 1, 1), i -> 0, "9509000"),
                        signed(0, "9506000", "S1", serials(20, 3)))
                .flatMap(all -> all);
    }

    private Manner calm(int member) {
        return Manner.calm(Cast.ALL.members.get(member).identities().get(0), now.get());
    }

    private Stream<Supplier<Attempt>> batch(
            int member,
            String prefix,
            String name,
            List<String> serials,
            List<Lotted.Run> runs,
            java.util.function.IntUnaryOperator place,
            String digestsOf) {
        Lotted.Template template = new Lotted.Template(
                serials,
                digests(gtin(digestsOf), serials),
                runs,
                IntStream.range(0, serials.size()).map(place).boxed().collect(Collectors.toList()),
                Optional.empty());
        return batch(member, gtin(prefix), name, () -> template);
    }

    private Stream<Supplier<Attempt>> signed(int member, String prefix, String name, List<String> serials) {
        return Stream.concat(
                Stream.of(() -> officeMoves.register(calm(member), operation(), 0)),
                batch(
                        member,
                        gtin(prefix),
                        name,
                        () -> new Lotted.Template(
                                serials,
                                digests(gtin(prefix), serials),
                                List.of(),
                                serials.stream().map(serial -> -1).toList(),
                                Optional.of(model.labelKeys
                                        .get(Cast.ALL.members.get(member).gln())
                                        .get(0)
                                        .id))));
    }

    private Stream<Supplier<Attempt>> batch(int member, String gtin, String name, Supplier<Lotted.Template> template) {
        Lotted lot = model.lot(gtin, name);
        return Stream.of(
                () -> officeMoves.open(calm(member), operation(), lot, template.get()),
                () -> officeMoves.fill(calm(member), operation(), lot, lot.template),
                () -> officeMoves.seal(calm(member), operation(), lot, lot.template));
    }
}
