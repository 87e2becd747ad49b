package org.touchmark.domain.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/**
 * Which SSCCs are taken, by a batch's packing plan or by a container that was made alone: each by one, so that no plan lays a
 * container over one that somebody holds, and a scanned case is found without a key of its own.
 *
 * <p>SSCC numbers fall into blocks of ten thousand, and state has one key a block: opening a batch of a million containers
 * writes a hundred, and no range is ever queried.
 */
public final class SsccClaims {
    private static final String TYPE = "sscc-block";
    private static final int BLOCK = 10_000;
    private static final int BLOCK_DIGITS = 13;
    private static final int MAX_CLAIMS_A_BLOCK = 2_000;

    private SsccClaims() {}

    /** A place in a batch's packing plan: the container with that ordinal is the first of a claim. */
    public record Planned(Gtin gtin, Lot lot, int ordinal) {
        private boolean isOf(BatchTerms terms) {
            return gtin.equals(terms.gtin()) && lot.equals(terms.lot());
        }
    }

    /** That some consecutive SSCCs are taken: by a batch's plan, or, where it names none, by containers made alone. */
    private record Claim(Sscc first, int count, Optional<Planned> plan) {
        boolean has(long number) {
            return number >= first.number() && number < end();
        }

        long end() {
            return first.number() + count;
        }

        boolean overlaps(Claim other) {
            return first.number() < other.end() && other.first.number() < end();
        }

        static Claim fromJson(JsonObject json) {
            return new Claim(
                    new Sscc(json.text("first")),
                    json.integer("count", 1, BLOCK),
                    json.has("gtin")
                            ? Optional.of(new Planned(
                                    new Gtin(json.text("gtin")),
                                    new Lot(json.text("lot")),
                                    json.integer("ordinal", 0, PackingPlan.MAX_CONTAINERS)))
                            : Optional.empty());
        }

        JsonObject toJson() {
            JsonObject.Builder json =
                    JsonObject.builder().put("first", first.digits()).put("count", count);
            plan.ifPresent(of -> json.put("gtin", of.gtin().digits())
                    .put("lot", of.lot().value())
                    .put("ordinal", of.ordinal()));
            return json.build();
        }
    }

    /** Where an SSCC stands in a batch's plan; empty where none has it. */
    public static Optional<Planned> find(LedgerState state, Sscc sscc) {
        return read(state, key(sscc)).stream()
                .filter(claim -> claim.has(sscc.number()))
                .findFirst()
                .flatMap(claim -> claim.plan()
                        .map(of -> new Planned(
                                of.gtin(),
                                of.lot(),
                                Math.toIntExact(of.ordinal()
                                        + sscc.number()
                                        - claim.first().number()))));
    }

    /**
     * Takes an SSCC for a container that its prefix's holder makes alone. The plan of a batch that a former holder left open
     * gives way, as it does to another plan.
     *
     * @throws RefusedException CONTAINER_EXISTS if it is taken, PLAN_INVALID where too many runs are around it
     */
    public static void take(LedgerState state, Sscc sscc, Gln holder) {
        List<Claim> claims = new ArrayList<>(read(state, key(sscc)));
        claims.removeIf(claim -> claim.has(sscc.number()) && givesWay(state, claim, holder));
        if (claims.stream().anyMatch(claim -> claim.has(sscc.number()))) {
            throw new RefusedException(ErrorCode.CONTAINER_EXISTS, "there is a container " + sscc + " already");
        }
        Claim made = new Claim(sscc, 1, Optional.empty());
        // Numbers are mostly given out one after the other: a run of them is one claim.
        Optional<Claim> before = claims.stream()
                .filter(claim -> claim.plan().isEmpty() && claim.end() == sscc.number())
                .findFirst();
        before.ifPresent(claims::remove);
        claims.add(before.map(claim -> new Claim(claim.first(), claim.count() + 1, Optional.empty()))
                .orElse(made));
        requireRoom(claims, sscc);
        write(state, key(sscc), claims);
    }

    /**
     * Takes the SSCCs of a plan for its batch. What another brand's batch has claimed that was never sealed gives way: it lost
     * the prefix, or this brand could not plan with it.
     *
     * @param replaced the unsealed batch in whose place this one is opened
     * @throws RefusedException CONTAINER_EXISTS if another batch's plan has one of them, or one was made alone
     */
    static void take(LedgerState state, BatchTerms terms, Gln brand, Optional<BatchTerms> replaced) {
        SortedMap<LedgerKey, List<Claim>> wanted = blocks(terms);
        replaced.ifPresent(old -> blocks(old).keySet().forEach(key -> wanted.computeIfAbsent(key, k -> List.of())));
        wanted.keySet().forEach(state::expect);
        for (Map.Entry<LedgerKey, List<Claim>> block : wanted.entrySet()) {
            List<Claim> all = new ArrayList<>(read(state, block.getKey()));
            all.removeIf(
                    claim -> replaced.isPresent() && claim.plan().stream().anyMatch(of -> of.isOf(replaced.get())));
            for (Claim claim : block.getValue()) {
                all.removeIf(other -> claim.overlaps(other) && givesWay(state, other, brand));
                all.stream().filter(claim::overlaps).findFirst().ifPresent(other -> {
                    throw taken(other);
                });
                all.add(claim);
                requireRoom(all, claim.first());
            }
            write(state, block.getKey(), all);
        }
    }

    /**
     * Refuses a plan whose SSCCs were taken by somebody else while its batch was open under a prefix that was lost.
     *
     * @throws RefusedException CONTAINER_EXISTS
     */
    static void requireTaken(LedgerState state, BatchTerms terms) {
        SortedMap<LedgerKey, List<Claim>> wanted = blocks(terms);
        wanted.keySet().forEach(state::expect);
        wanted.forEach((key, claims) -> {
            List<Claim> standing = read(state, key);
            claims.stream()
                    .filter(claim -> !standing.contains(claim))
                    .findFirst()
                    .ifPresent(claim -> {
                        throw new RefusedException(
                                ErrorCode.CONTAINER_EXISTS,
                                "the SSCCs from " + claim.first()
                                        + " on of the batch's plan were taken by another one since;"
                                        + " abandon the batch and open it with others");
                    });
        });
    }

    /** Gives back the SSCCs of a batch that is abandoned. */
    static void release(LedgerState state, BatchTerms terms) {
        for (LedgerKey block : blocks(terms).keySet()) {
            List<Claim> others = read(state, block).stream()
                    .filter(claim -> claim.plan().stream().noneMatch(of -> of.isOf(terms)))
                    .toList();
            write(state, block, others);
        }
    }

    private static boolean givesWay(LedgerState state, Claim claim, Gln brand) {
        return claim.plan()
                .flatMap(of -> Batches.find(state, of.gtin(), of.lot()))
                .filter(head -> head.state() != BatchState.SEALED)
                .filter(head -> !head.brand().equals(brand))
                .isPresent();
    }

    private static RefusedException taken(Claim other) {
        String by = other.plan()
                .map(of -> "the batch of GTIN " + of.gtin() + " with lot " + of.lot() + " has SSCCs from "
                        + other.first() + " on")
                .orElse("containers from " + other.first() + " on were made alone");
        return new RefusedException(ErrorCode.CONTAINER_EXISTS, by + ", and this plan has one of them");
    }

    private static void requireRoom(List<Claim> claims, Sscc around) {
        if (claims.size() > MAX_CLAIMS_A_BLOCK) {
            throw new RefusedException(
                    ErrorCode.PLAN_INVALID,
                    "the ten thousand SSCCs around " + around + " are split into more than " + MAX_CLAIMS_A_BLOCK
                            + " runs; use longer ones");
        }
    }

    private static SortedMap<LedgerKey, List<Claim>> blocks(BatchTerms terms) {
        SortedMap<LedgerKey, List<Claim>> blocks = new TreeMap<>(Comparator.comparing(LedgerKey::composite));
        int ordinal = 0;
        for (PlanRun run : terms.plan().map(PackingPlan::runs).orElse(List.of())) {
            int offset = 0;
            while (offset < run.count()) {
                Sscc first = run.sscc(offset);
                int room = (int) (BLOCK - first.number() % BLOCK);
                int count = Math.min(room, run.count() - offset);
                blocks.computeIfAbsent(key(first), k -> new ArrayList<>())
                        .add(new Claim(
                                first, count, Optional.of(new Planned(terms.gtin(), terms.lot(), ordinal + offset))));
                offset += count;
            }
            ordinal += run.count();
        }
        return blocks;
    }

    private static List<Claim> read(LedgerState state, LedgerKey block) {
        return state.getJson(block)
                .map(json ->
                        json.objects("claims").stream().map(Claim::fromJson).toList())
                .orElse(List.of());
    }

    private static void write(LedgerState state, LedgerKey block, List<Claim> claims) {
        state.putJson(
                block,
                JsonObject.builder()
                        .putObjects("claims", claims.stream().map(Claim::toJson).toList())
                        .build());
    }

    private static LedgerKey key(Sscc sscc) {
        return LedgerKey.of(TYPE, sscc.digits().substring(0, BLOCK_DIGITS));
    }
}
