package org.touchmark.domain.adversary;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.touchmark.domain.adversary.Model.By;

/** What organisations decide, and the epoch. */
final class VoteActs {
    private VoteActs() {}

    private static void requireAdmin(By by) {
        Objection.unless(by.roles().contains("admin") && !by.msp().equals(Cast.OUTSIDE), "no admin of the consortium");
    }

    /** A vote for a form of a company, as a proposal or, with {@code standing}, for what is proposed. */
    record Admitting(By by, String gln, Company.Form form, boolean standing) implements Act {
        @Override
        public void require(Model model, Instant time) {
            requireAdmin(by);
            Objection.unless(!standing || model.proposed(gln, time).stream().anyMatch(form::isLike), "not proposed");
            model.vote(by.msp(), gln, form, time);
        }

        @Override
        public void happen(Model model, Instant time) {
            if (model.company(gln).form().isLike(form)) {
                return;
            }
            Optional<Company.Form> decided = model.vote(by.msp(), gln, form, time);
            Object choice = java.util.List.of(form.name(), form.key(), form.roles(), form.prefixes());
            model.note("admission", by.msp(), gln, choice, Optional.of(form), time);
            decided.ifPresent(next -> model.company(gln).forms.add(next));
        }
    }

    /** A vote on suspending a company or reinstating it. */
    record Suspending(By by, String gln, boolean suspended) implements Act {
        @Override
        public void require(Model model, Instant time) {
            requireAdmin(by);
            model.suspend(by.msp(), gln, suspended, time);
        }

        @Override
        public void happen(Model model, Instant time) {
            boolean decided = model.suspend(by.msp(), gln, suspended, time);
            model.note("suspension", by.msp(), gln, suspended, Optional.empty(), time);
            if (decided) {
                Company company = model.company(gln);
                company.forms.add(company.form().of(suspended, company.form().votes()));
            }
        }
    }

    /** The next epoch. */
    record Advancing(By by) implements Act {
        private static final Duration LEAST = Duration.ofMinutes(2);

        @Override
        public void require(Model model, Instant time) {
            model.caller(by, Permission.ADVANCE);
            Objection.unless(!time.isBefore(model.epoch.plus(LEAST)), "too soon");
        }

        @Override
        public void happen(Model model, Instant time) {
            model.epoch = time;
        }
    }

    /** What nobody may do. */
    record Never(String why) implements Act {
        @Override
        public void require(Model model, Instant time) {
            throw new Objection(why);
        }

        @Override
        public void happen(Model model, Instant time) {
            throw new IllegalStateException(why);
        }
    }

    static Set<String> with(Set<String> some, String toggled) {
        Set<String> other = new java.util.TreeSet<>(some);
        if (!other.remove(toggled)) {
            other.add(toggled);
        }
        return other;
    }
}
