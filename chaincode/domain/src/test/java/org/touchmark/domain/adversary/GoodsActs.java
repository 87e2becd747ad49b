package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.touchmark.domain.adversary.Model.By;
import org.touchmark.domain.adversary.Model.Claim;

/** What is done with goods, and what of it is anybody's to do. */
final class GoodsActs {
    private static final Map<String, Set<String>> BARS = Map.of(
            "offer", Set.of("stolen", "sold", "decommissioned", "destroyed"),
            "pack", Set.of("stolen", "sold", "decommissioned", "destroyed"),
            "unpack", Set.of("stolen", "destroyed"),
            "close", Set.of("stolen", "destroyed"),
            "sold", Set.of("stolen", "recalled", "destroyed"),
            "destroyed", Set.of("stolen", "destroyed"),
            "sample", Set.of("stolen", "destroyed"),
            "exported", Set.of("stolen", "recalled", "destroyed"));
    private static final Set<String> OF_CONTAINERS = Set.of("stolen", "recalled", "destroyed", "exported", "found");
    private static final int WITHDRAWN = 2;

    private GoodsActs() {}

    private static void requireFit(String deed, List<Note> notes) {
        Set<String> bars = BARS.getOrDefault(deed, Set.of("destroyed"));
        Objection.unless(Note.Sum.of(notes).hindrances().stream().noneMatch(bars::contains), "its condition");
    }

    /** Somebody's own, in his hands, not on its way. */
    private static void requireHeld(Model model, By by, Permission action, Goods one, Instant time) {
        model.requireOwn(by, action, one.custodian().equals(by.gln()));
        Objection.unless(!one.inTransit(time), "in transit");
    }

    /** What a holder does with goods ends an offer of them that nobody answered in time. */
    private static void closeLapsed(Goods one) {
        one.lastDeal().filter(Deal::isOpen).ifPresent(Deal::lapse);
    }

    private static void requireKnown(Goods one) {
        Objection.unless(!one.isUnit() || one.lot.orElseThrow().isSealed(), "not sealed");
    }

    /** An offer; {@code deal} as it will be. */
    record Offering(By by, Deal deal, Claim claim) implements Act {
        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.HAND_OFF);
            Objection.unless(deal.from.equals(by.gln()) && !deal.to.equals(by.gln()), "another's name");
            Objection.unless(model.deals.stream().noneMatch(other -> other.id.equals(deal.id)), "exists");
            Company.Form to = model.company(deal.to).form();
            Objection.unless(!to.suspended() && Permission.HAND_OFF.allows(to.roles(), true), "no receiver");
            model.requireClaim(by, claim, time);
            Objection.unless(!time.isAfter(deal.deadline), "late");
            for (Goods one : deal.goods) {
                requireKnown(one);
                Objection.unless(one.around.isEmpty(), "in a container");
                requireHeld(model, by, Permission.HAND_OFF, one, time);
                requireFit("offer", one.notes());
                Objection.unless(one.isUnit() || one.sealed, "open");
            }
        }

        @Override
        public void happen(Model model, Instant time) {
            long now = model.next();
            deal.goods.forEach(GoodsActs::closeLapsed);
            deal.goods.forEach(one -> {
                one.deal = Optional.of(deal);
                one.changed = now;
                one.withContents().forEach(inner -> inner.touched = true);
            });
            model.deals.add(deal);
        }

        @Override
        public List<String> touches() {
            return names(deal.goods);
        }
    }

    /** The answer of one side; {@code part} of an acceptance in part. */
    record Answering(By by, Deal deal, String state, Optional<List<Goods>> part, Claim claim) implements Act {
        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.HAND_OFF);
            Objection.unless(by.gln().equals(state.equals("CANCELLED") ? deal.from : deal.to), "another's");
            Objection.unless(deal.isOpen(), "ended");
            model.requireClaim(by, claim, time);
            Objection.unless(deal.waitsAt(time) && deal.waitsAt(claim.at()), "lapsed");
            part.ifPresent(some ->
                    Objection.unless(deal.goods.containsAll(some) && some.size() < deal.goods.size(), "no part"));
        }

        @Override
        public void happen(Model model, Instant time) {
            deal.state = state;
            if (state.startsWith("ACCEPTED")) {
                deal.taken = new HashSet<>(part.orElse(deal.goods));
                long now = model.next();
                deal.taken.forEach(
                        one -> one.tell(new Goods.Happening(now, Optional.of(deal), List.of(), Optional.empty())));
            }
        }

        @Override
        public List<String> touches() {
            return names(deal.goods);
        }
    }

    /** That a deadline has passed. */
    record Lapsing(By by, Deal deal) implements Act {
        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.LAPSE);
            Objection.unless(Set.of(deal.from, deal.to).contains(by.gln()), "another's");
            Objection.unless(deal.isOpen() && !deal.waitsAt(time), "not lapsed");
        }

        @Override
        public void happen(Model model, Instant time) {
            deal.lapse();
        }

        @Override
        public List<String> touches() {
            return names(deal.goods);
        }
    }

    /** A container that somebody makes. */
    record Creating(By by, String sscc, int level) implements Act {
        @Override
        public void require(Model model, Instant time) {
            Company company = model.caller(by, Permission.CONTAINER);
            Objection.unless(company.form().owns(sscc), "another's prefix");
            Objection.unless(level >= 1 && level <= 5, "level");
            Objection.unless(
                    model.claimed.stream().noneMatch(taken -> taken.ssccs().contains(sscc)), "exists");
        }

        @Override
        public void happen(Model model, Instant time) {
            Goods made = new Goods(sscc, level, Optional.empty(), by.gln());
            made.changed = model.next();
            model.goods.put(sscc, made);
            model.containers.add(made);
            model.claimed.add(new Model.Claimed(Optional.empty(), List.of(sscc)));
        }

        @Override
        public List<String> touches() {
            return List.of(sscc);
        }
    }

    /** Goods that are put into a container, taken out of one, or both. */
    record Moving(By by, Optional<Goods> from, Optional<Goods> into, List<Goods> things) implements Act {
        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.CONTAINER);
            from.ifPresent(box -> requireBox(model, box, "unpack", time));
            into.ifPresent(box -> requireBox(model, box, "pack", time));
            Objection.unless(from.isEmpty() || !from.equals(into), "into itself");
            for (Goods one : things) {
                requireKnown(one);
                Objection.unless(one.around.equals(from), "in another container");
                into.ifPresent(box -> Objection.unless(
                        one.isUnit() || (!one.equals(box) && one.level < box.level && one.sealed), "does not fit"));
                requireHeld(model, by, Permission.CONTAINER, one, time);
                from.ifPresent(box -> requireFit("unpack", one.notes()));
                into.ifPresent(box -> requireFit("pack", one.notes()));
            }
        }

        private void requireBox(Model model, Goods box, String deed, Instant time) {
            requireHeld(model, by, Permission.CONTAINER, box, time);
            Objection.unless(!box.sealed, "sealed");
            Objection.unless(box.around.isEmpty(), "in a container");
            requireFit(deed, box.notes());
        }

        @Override
        public void happen(Model model, Instant time) {
            long now = model.next();
            Stream.of(from.stream(), into.stream(), things.stream())
                    .flatMap(all -> all)
                    .forEach(one -> {
                        closeLapsed(one);
                        one.changed = now;
                        one.touched = true;
                    });
            Stream.concat(from.stream(), into.stream()).forEach(box -> box.asPlanned = false);
            for (Goods one : things) {
                from.ifPresent(box -> box.contents.remove(one));
                into.ifPresent(box -> box.contents.add(one));
                one.around = into;
                one.deal = Optional.empty();
                one.holder = by.gln();
            }
        }

        @Override
        public List<String> touches() {
            return names(Stream.of(things.stream(), from.stream(), into.stream())
                    .flatMap(all -> all)
                    .toList());
        }
    }

    /** A container that is closed or opened. */
    record Closing(By by, Goods box, boolean close) implements Act {
        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.CONTAINER);
            requireHeld(model, by, Permission.CONTAINER, box, time);
            Objection.unless(box.sealed != close && box.around.isEmpty(), "sealed or open already");
            requireFit("close", box.notes());
        }

        @Override
        public void happen(Model model, Instant time) {
            closeLapsed(box);
            box.sealed = close;
            box.changed = model.next();
            box.touched = true;
        }

        @Override
        public List<String> touches() {
            return List.of(box.name);
        }
    }

    /** A report of goods; {@code status} in lower case. */
    record Reporting(By by, Goods of, String status, Claim claim) implements Act {
        private Permission action() {
            return Permission.valueOf(status.toUpperCase(java.util.Locale.ROOT));
        }

        @Override
        public void require(Model model, Instant time) {
            model.caller(by, action());
            Objection.unless(of.isUnit() || OF_CONTAINERS.contains(status), "not of containers");
            requireKnown(of);
            Set<String> owners = owners();
            model.requireOwn(by, action(), owners.contains(by.gln()));
            boolean inHand = of.custodian().equals(by.gln()) && owners.contains(by.gln());
            Objection.unless(!inHand || !isHolders() || !of.inTransit(time), "in transit");
            requireFit(status, of.allNotes());
            Objection.unless(Note.Sum.of(of.allNotes()).leadsTo(status), "does not follow");
            Objection.unless(
                    of.custodian().equals(by.gln())
                            || of.withdrawn.stream().filter(by.gln()::equals).count() < WITHDRAWN,
                    "withdrawn before");
            model.requireClaim(by, claim, time);
        }

        private boolean isHolders() {
            return Set.of("sold", "destroyed", "sample", "exported").contains(status);
        }

        private Set<String> owners() {
            Note.Sum sum = Note.Sum.of(of.allNotes());
            Set<String> owners = new HashSet<>();
            if (status.equals("found")) {
                return sum.victims().size() == 1 ? sum.victims() : Set.of();
            }
            if (!status.equals("recalled") && !sum.life().equals("sold")) {
                owners.add(of.custodian());
            }
            if (!isHolders() && (of.isUnit() || of.asPlanned)) {
                owners.add(of.lot.orElseThrow().brand);
            }
            return owners;
        }

        @Override
        public void happen(Model model, Instant time) {
            boolean inHand = of.custodian().equals(by.gln()) && owners().contains(by.gln());
            if (inHand && !of.inTransit(time)) {
                closeLapsed(of);
            }
            Set<String> clears =
                    status.equals("found") ? Note.Sum.of(of.allNotes()).stolen() : Set.of();
            Note note = new Note(of.name, status, by.gln(), claim.signature(), clears, time);
            of.tell(new Goods.Happening(model.next(), Optional.empty(), List.of(), Optional.of(note)));
        }

        @Override
        public List<String> touches() {
            return List.of(of.name);
        }
    }

    /** The recall of a batch. */
    record Recalling(By by, Lotted lot, String status, Claim claim) implements Act {
        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.RECALLED);
            Objection.unless(status.equals("recalled"), "not of batches");
            Objection.unless(lot.isSealed(), "not sealed");
            model.requireOwn(by, Permission.RECALLED, lot.brand.equals(by.gln()));
            Objection.unless(Note.Sum.of(lot.notes).leadsTo(status), "does not follow");
            model.requireClaim(by, claim, time);
        }

        @Override
        public void happen(Model model, Instant time) {
            lot.notes.add(new Note(lot.name, status, by.gln(), claim.signature(), Set.of(), time));
        }

        @Override
        public List<String> touches() {
            return lot.units.stream().limit(1).map(unit -> unit.name).toList();
        }
    }

    /** A report that is taken back. */
    record Undoing(By by, Goods of, String status) implements Act {
        private static final java.time.Duration UNDO = java.time.Duration.ofDays(10);

        private Optional<Note> last() {
            return of.past.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of.past.get(of.past.size() - 1))
                            .filter(happening -> happening.order() > of.changed)
                            .flatMap(Goods.Happening::told)
                            .filter(note -> note.subject().equals(of.name));
        }

        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.UNDO);
            requireKnown(of);
            Note note =
                    last().filter(one -> one.status().equals(status)).orElseThrow(() -> new Objection("not the last"));
            Objection.unless(note.by().equals(by.gln()), "another's");
            boolean forGood = Set.of("stolen", "found", "recalled", "destroyed").contains(status);
            Objection.unless(!forGood, "for good");
            Objection.unless(!time.isAfter(note.at().plus(UNDO)), "too late");
        }

        @Override
        public void happen(Model model, Instant time) {
            of.forget(last().orElseThrow());
            if (!of.custodian().equals(by.gln())) {
                of.withdrawn.add(by.gln());
            }
            model.next();
        }

        @Override
        public List<String> touches() {
            return List.of(of.name);
        }
    }

    private static List<String> names(List<Goods> goods) {
        List<String> names = new ArrayList<>();
        for (Goods one : goods) {
            names.add(one.name);
            one.withContents().skip(1).limit(2).forEach(inner -> names.add(inner.name));
        }
        return names;
    }
}
