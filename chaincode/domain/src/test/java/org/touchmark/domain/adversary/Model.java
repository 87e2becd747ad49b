package org.touchmark.domain.adversary;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What should be on the ledger, in plain maps: written from what it promises, without any of its rules. */
final class Model {
    static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration VOTE = Duration.ofDays(30);
    private static final int MAJORITY = 2;

    final Map<String, Company> companies = new LinkedHashMap<>();
    final Map<String, Lotted> lots = new LinkedHashMap<>();
    final Map<String, Goods> goods = new LinkedHashMap<>();
    final List<Goods> units = new ArrayList<>();
    final List<Goods> containers = new ArrayList<>();
    final List<Deal> deals = new ArrayList<>();
    final Map<String, List<Lotted.Key>> labelKeys = new HashMap<>();
    /** Which lots of a GTIN were sealed, in their order. */
    final Map<String, List<Lotted>> sealOrder = new TreeMap<>();

    final List<Claimed> claimed = new ArrayList<>();
    private final Map<String, Map<String, Ballot>> ballots = new HashMap<>();
    Instant epoch = Instant.EPOCH;
    private long order;

    /** SSCCs that are taken, by a batch's plan or, where that is empty, by a container. */
    record Claimed(Optional<Lotted> by, List<String> ssccs) {}

    /** Who calls: what its certificate says. */
    record By(String gln, String msp, String key, Set<String> roles) {
        @Override
        public String toString() {
            return msp + "/" + gln + "/" + key.substring(0, 4);
        }
    }

    /** A signature under a claim: whose, of when, and whether it is what it should be. */
    record Claim(String by, String key, boolean sound, Instant at, String signature) {
        @Override
        public String toString() {
            return (sound ? "signed " : "signed wrongly ") + at;
        }
    }

    private record Ballot(Object choice, Optional<Company.Form> form, int on, Instant at) {}

    long next() {
        return ++order;
    }

    Company company(String gln) {
        return companies.get(gln);
    }

    Lotted lot(String gtin, String lot) {
        return lots.computeIfAbsent(gtin + "/" + lot, name -> new Lotted(gtin, lot));
    }

    /** The company that a caller is, or an objection. */
    Company caller(By by, Permission action) {
        Company company = companies.get(by.gln());
        Objection.unless(company != null && company.msp.equals(by.msp()), "no party");
        Objection.unless(company.form().key().equals(by.key()), "another key");
        Objection.unless(!company.form().suspended(), "suspended");
        Objection.unless(
                action.allows(company.roles(by.roles()), true) || action.allows(company.roles(by.roles()), false),
                "role");
        return company;
    }

    void requireOwn(By by, Permission action, boolean own) {
        Objection.unless(action.allows(companies.get(by.gln()).roles(by.roles()), own), "another's");
    }

    void requireClaim(By by, Claim claim, Instant time) {
        Objection.unless(
                claim.sound() && claim.by().equals(by.gln()) && claim.key().equals(by.key()), "unsound signature");
        Objection.unless(Duration.between(claim.at(), time).abs().compareTo(SKEW) <= 0, "claim's clock");
    }

    /** An organisation's vote; what it decides, if it does. */
    Optional<Company.Form> vote(String org, String gln, Company.Form proposed, Instant time) {
        Optional<Company> company = Optional.ofNullable(companies.get(gln));
        if (company.filter(one -> one.form().isLike(proposed)).isPresent()) {
            Objection.unless(!company.get().form().votes().contains(org), "voted already");
            return Optional.empty();
        }
        Objection.unless(isFree(gln, proposed), "prefix taken");
        Object choice = List.of(proposed.name(), proposed.key(), proposed.roles(), proposed.prefixes());
        Set<String> votes = cast("admission " + gln, org, gln, choice, time);
        Set<String> all = new java.util.HashSet<>(votes);
        all.add(org);
        boolean consent = company.filter(one -> proposed.lacksSomethingOf(one.form()))
                .map(one -> all.contains(one.msp))
                .orElse(true);
        return consent && all.size() >= MAJORITY
                ? Optional.of(
                        proposed.of(company.map(one -> one.form().suspended()).orElse(false), all))
                : Optional.empty();
    }

    /** The forms that stand proposed, the present one first. */
    List<Company.Form> proposed(String gln, Instant time) {
        List<Company.Form> all = new ArrayList<>(List.of(companies.get(gln).form()));
        standing("admission " + gln, gln, time)
                .values()
                .forEach(ballot -> all.add(ballot.form().orElseThrow()));
        return all;
    }

    /** A vote on suspending or reinstating; whether that decides. */
    boolean suspend(String org, String gln, boolean suspended, Instant time) {
        Objection.unless(companies.get(gln).form().suspended() != suspended, "suspended or not already");
        return cast("suspension " + gln, org, gln, suspended, time).size() + 1 >= MAJORITY;
    }

    void note(String topic, String org, String gln, Object choice, Optional<Company.Form> form, Instant time) {
        ballots.computeIfAbsent(topic + " " + gln, key -> new TreeMap<>())
                .put(org, new Ballot(choice, form, companies.get(gln).version(), time));
    }

    private Set<String> cast(String topic, String org, String gln, Object choice, Instant time) {
        Map<String, Ballot> same = standing(topic, gln, time);
        same.values().removeIf(ballot -> !ballot.choice().equals(choice));
        Objection.unless(!same.containsKey(org), "voted already");
        return same.keySet();
    }

    private Map<String, Ballot> standing(String topic, String gln, Instant time) {
        Map<String, Ballot> all = new TreeMap<>(ballots.getOrDefault(topic, Map.of()));
        all.values()
                .removeIf(ballot -> ballot.on() != companies.get(gln).version()
                        || time.isAfter(ballot.at().plus(VOTE)));
        return all;
    }

    private boolean isFree(String gln, Company.Form proposed) {
        return companies.values().stream()
                .filter(other -> !other.gln.equals(gln))
                .flatMap(other -> other.form().prefixes().stream())
                .noneMatch(taken -> proposed.prefixes().stream()
                        .anyMatch(prefix -> prefix.startsWith(taken) || taken.startsWith(prefix)));
    }

    Optional<Lotted.Key> key(String gln, String id) {
        return labelKeys.getOrDefault(gln, List.of()).stream()
                .filter(key -> key.id.equals(id))
                .findFirst();
    }

    Goods thing(String name) {
        Goods one = goods.get(name);
        Objection.unless(one != null, "unknown thing");
        return one;
    }
}
