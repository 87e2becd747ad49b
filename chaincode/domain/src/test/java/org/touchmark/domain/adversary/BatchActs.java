package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.touchmark.domain.adversary.Lotted.Run;
import org.touchmark.domain.adversary.Lotted.Template;
import org.touchmark.domain.adversary.Model.By;
import org.touchmark.domain.adversary.Model.Claim;
import org.touchmark.domain.adversary.Model.Claimed;

/** How batches and label keys come about. */
final class BatchActs {
    private BatchActs() {}

    private static boolean owns(Company company, Lotted lot, Template template) {
        return company.form().owns(lot.gtin)
                && template.runs().stream().flatMap(run -> run.ssccs().stream()).allMatch(company.form()::owns);
    }

    private static boolean isOf(Claimed claimed, Lotted lot) {
        return claimed.by().filter(lot::equals).isPresent();
    }

    /** A batch that is opened, for the first time or anew. */
    record Opening(By by, Lotted lot, Template template) implements Act {
        @Override
        public void require(Model model, Instant time) {
            Company company = model.caller(by, Permission.BATCH);
            Objection.unless(owns(company, lot, template), "another's prefix");
            boolean left = lot.state.equals("OPEN") && !lot.brand.equals(by.gln());
            Objection.unless(left || List.of("NONE", "ABANDONED").contains(lot.state), "exists");
            template.labelKey().ifPresent(id -> requireKey(model, id));
            Objection.unless(
                    model.claimed.stream().noneMatch(taken -> overlaps(taken) && !givesWay(taken)), "containers exist");
        }

        private void requireKey(Model model, String id) {
            Objection.unless(
                    model.key(by.gln(), id).filter(key -> key.revoked.isEmpty()).isPresent(), "no such key");
        }

        private boolean overlaps(Claimed taken) {
            return template.runs().stream().flatMap(run -> run.ssccs().stream()).anyMatch(taken.ssccs()::contains);
        }

        private boolean givesWay(Claimed taken) {
            return (isOf(taken, lot) && lot.state.equals("OPEN"))
                    || taken.by()
                            .filter(other -> !other.isSealed() && !other.brand.equals(by.gln()))
                            .isPresent();
        }

        @Override
        public void happen(Model model, Instant time) {
            model.claimed.removeIf(
                    taken -> (isOf(taken, lot) && lot.state.equals("OPEN")) || (overlaps(taken) && givesWay(taken)));
            template.runs().forEach(run -> model.claimed.add(new Claimed(Optional.of(lot), run.ssccs())));
            lot.brand = by.gln();
            lot.state = "OPEN";
            lot.attempt++;
            lot.template = template;
            lot.filled = false;
        }
    }

    private static void requireGoingOn(Model model, By by, Lotted lot, boolean needsPrefix) {
        Objection.unless(!lot.state.equals("NONE"), "unknown");
        Company company = model.caller(by, Permission.BATCH);
        Objection.unless(lot.brand.equals(by.gln()), "another's");
        Objection.unless(!needsPrefix || owns(company, lot, lot.template), "prefix lost");
        Objection.unless(lot.state.equals("OPEN"), "not open");
    }

    /** The one page of a small batch. */
    record Filling(By by, Lotted lot, List<String> digests, List<Integer> places) implements Act {
        @Override
        public void require(Model model, Instant time) {
            requireGoingOn(model, by, lot, true);
            int containers = lot.template.runs().stream()
                    .mapToInt(run -> run.ssccs().size())
                    .sum();
            Objection.unless(places.stream().allMatch(place -> place < containers), "no such container");
            Objection.unless(!lot.filled || isTheSame(), "another page");
        }

        private boolean isTheSame() {
            return digests.equals(lot.template.digests()) && places.equals(lot.template.places());
        }

        @Override
        public void happen(Model model, Instant time) {
            lot.filled = true;
            lot.template =
                    new Template(lot.template.serials(), digests, lot.template.runs(), places, lot.template.labelKey());
        }
    }

    /** A batch that is sealed, with the root over the page that the sealer knows of. */
    record Sealing(By by, Lotted lot, Template known, Claim claim) implements Act {
        @Override
        public void require(Model model, Instant time) {
            requireGoingOn(model, by, lot, true);
            lot.template.labelKey().ifPresent(id -> {
                Lotted.Key key = model.key(lot.brand, id).orElseThrow();
                Objection.unless(key.revoked.isEmpty() && !claim.at().isBefore(key.from), "key not in force");
            });
            Objection.unless(lot.filled && known.equals(lot.template), "other pages");
            Objection.unless(
                    known.runs().stream()
                            .allMatch(run -> model.claimed.contains(new Claimed(Optional.of(lot), run.ssccs()))),
                    "containers lost");
            model.requireClaim(by, claim, time);
        }

        @Override
        public void happen(Model model, Instant time) {
            lot.state = "SEALED";
            lot.template.labelKey().flatMap(id -> model.key(lot.brand, id)).ifPresent(key -> {
                key.used = claim.at().isAfter(key.used) ? claim.at() : key.used;
            });
            model.sealOrder.computeIfAbsent(lot.gtin, gtin -> new ArrayList<>()).add(lot);
            Map<Integer, Goods> boxes = containers(model);
            for (int i = 0; i < lot.template.digests().size(); i++) {
                Goods unit = new Goods(lot.name + "/" + lot.template.digests().get(i), 0, Optional.of(lot), lot.brand);
                put(unit, boxes.get(lot.template.places().get(i)));
                lot.units.add(unit);
                model.units.add(unit);
                model.goods.put(unit.name, unit);
            }
        }

        private Map<Integer, Goods> containers(Model model) {
            Map<Integer, Goods> boxes = new HashMap<>();
            for (Run run : lot.template.runs()) {
                for (String sscc : run.ssccs()) {
                    Goods box = new Goods(sscc, run.level(), Optional.of(lot), lot.brand);
                    box.sealed = true;
                    box.asPlanned = true;
                    boxes.put(boxes.size(), box);
                    model.goods.put(sscc, box);
                    model.containers.add(box);
                }
            }
            int first = 0;
            for (Run run : lot.template.runs()) {
                for (int i = 0; i < run.ssccs().size() && run.parent() >= 0; i++) {
                    put(boxes.get(first + i), boxes.get(run.parent() + i / run.each()));
                }
                first += run.ssccs().size();
            }
            return boxes;
        }

        private static void put(Goods one, Goods box) {
            one.around = Optional.ofNullable(box);
            one.around.ifPresent(around -> around.contents.add(one));
        }
    }

    /** A batch that is given up. */
    record Abandoning(By by, Lotted lot) implements Act {
        @Override
        public void require(Model model, Instant time) {
            requireGoingOn(model, by, lot, false);
        }

        @Override
        public void happen(Model model, Instant time) {
            lot.state = "ABANDONED";
            model.claimed.removeIf(taken -> isOf(taken, lot));
        }
    }

    /** A label key that is registered. */
    record Registering(By by, String id, Claim claim) implements Act {
        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.LABEL_KEY);
            Objection.unless(model.key(by.gln(), id).isEmpty(), "exists");
            model.requireClaim(by, claim, time);
        }

        @Override
        public void happen(Model model, Instant time) {
            model.labelKeys.computeIfAbsent(by.gln(), gln -> new ArrayList<>()).add(new Lotted.Key(id, claim.at()));
        }
    }

    /** A label key that is revoked. */
    record Revoking(By by, String gln, String id, Claim claim) implements Act {
        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.LABEL_KEY);
            Objection.unless(gln.equals(by.gln()), "another's");
            Lotted.Key key = model.key(gln, id).orElseThrow(() -> new Objection("no such key"));
            Objection.unless(key.revoked.isEmpty() && claim.at().isAfter(key.used), "revoked, or used later");
            model.requireClaim(by, claim, time);
        }

        @Override
        public void happen(Model model, Instant time) {
            model.key(gln, id).orElseThrow().revoked = Optional.of(claim.at());
        }
    }
}
