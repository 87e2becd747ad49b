package org.touchmark.domain.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
 * <p>SSCC numbers fall into blocks of ten thousand, and state has one key a block, with the plans that have some of it: opening
 * a batch of a million containers writes a hundred, and no range is ever queried. A container that is made alone has a key of
 * its own, and its block only a mark that there is one: so containers are made side by side, and a plan looks each of its SSCCs
 * up where there is such a mark.
 */
public final class SsccClaims {
    private static final String TYPE = "sscc-block";
    private static final int BLOCK = 10_000;
    private static final int BLOCK_DIGITS = 13;
    private static final int MAX_CLAIMS_A_BLOCK = 2_000;

    /** SSCCs of a plan among containers made alone at most: each is looked up. */
    static final int MAX_LOOKED_UP = 20_000;

    private SsccClaims() {}

    /** A place in a batch's packing plan: the container with that ordinal is the first of a claim. */
    public record Planned(Gtin gtin, Lot lot, int ordinal) {
        private boolean isOf(BatchTerms terms) {
            return gtin.equals(terms.gtin()) && lot.equals(terms.lot());
        }
    }

    /** That some consecutive SSCCs are a batch's, from a place of its plan on. */
    private record Claim(Sscc first, int count, Planned plan) {
        boolean has(long number) {
            return number >= first.number() && number < end();
        }

        long end() {
            return first.number() + count;
        }

        Stream<Sscc> all() {
            return LongStream.range(first.number(), end()).mapToObj(Sscc::ofNumber);
        }

        boolean overlaps(Claim other) {
            return first.number() < other.end() && other.first.number() < end();
        }

        static Claim fromJson(JsonObject json) {
            return new Claim(
                    new Sscc(json.text("first")),
                    json.integer("count", 1, BLOCK),
                    new Planned(
                            new Gtin(json.text("gtin")),
                            new Lot(json.text("lot")),
                            json.integer("ordinal", 0, PackingPlan.MAX_CONTAINERS)));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("first", first.digits())
                    .put("count", count)
                    .put("gtin", plan.gtin().digits())
                    .put("lot", plan.lot().value())
                    .put("ordinal", plan.ordinal())
                    .build();
        }
    }

    /**
     * A block of SSCCs.
     *
     * @param anyMade whether a container of it was ever made alone
     */
    private record Block(List<Claim> claims, boolean anyMade) {
        private static final String CLAIMS = "claims";
        private static final String ANY_MADE = "anyMade";

        static Block read(LedgerState state, LedgerKey key) {
            return state.getJson(key)
                    .map(json -> new Block(
                            json.objects(CLAIMS).stream().map(Claim::fromJson).toList(), json.bool(ANY_MADE)))
                    .orElseGet(() -> new Block(List.of(), false));
        }

        Block without(Predicate<Claim> gone) {
            return new Block(claims.stream().filter(gone.negate()).toList(), anyMade);
        }

        Block with(Claim claim) {
            claims.stream().filter(claim::overlaps).findFirst().ifPresent(other -> {
                throw new RefusedException(
                        ErrorCode.CONTAINER_EXISTS,
                        "the batch of GTIN " + other.plan().gtin() + " with lot "
                                + other.plan().lot() + " has SSCCs from " + other.first()
                                + " on, and so has this plan");
            });
            if (claims.size() == MAX_CLAIMS_A_BLOCK) {
                throw new RefusedException(
                        ErrorCode.PLAN_INVALID,
                        "the ten thousand SSCCs around " + claim.first() + " are split into more than "
                                + MAX_CLAIMS_A_BLOCK + " runs; use longer ones");
            }
            return new Block(Stream.concat(claims.stream(), Stream.of(claim)).toList(), anyMade);
        }

        boolean has(Sscc sscc) {
            return claims.stream().anyMatch(claim -> claim.has(sscc.number()));
        }

        void write(LedgerState state, LedgerKey key) {
            state.putJson(
                    key,
                    JsonObject.builder()
                            .putObjects(
                                    CLAIMS, claims.stream().map(Claim::toJson).toList())
                            .put(ANY_MADE, anyMade)
                            .build());
        }
    }

    /** Where an SSCC stands in a batch's plan; empty where none has it. */
    public static Optional<Planned> find(LedgerState state, Sscc sscc) {
        return Block.read(state, key(sscc)).claims().stream()
                .filter(claim -> claim.has(sscc.number()))
                .findFirst()
                .map(claim -> new Planned(
                        claim.plan().gtin(),
                        claim.plan().lot(),
                        Math.toIntExact(claim.plan().ordinal()
                                + sscc.number()
                                - claim.first().number())));
    }

    /** Where the record of a container lies, once it has one. */
    public static LedgerKey containerKey(Sscc sscc) {
        return LedgerKey.of("container", sscc.digits());
    }

    /**
     * Takes an SSCC for a container that its prefix's holder makes alone, and writes now. The plan of a batch that a former
     * holder left open gives way, as it does to another plan.
     *
     * @throws RefusedException CONTAINER_EXISTS if it is taken
     */
    public static void take(LedgerState state, Sscc sscc, Gln holder) {
        Block standing = Block.read(state, key(sscc));
        Block block = standing.without(claim -> claim.has(sscc.number()) && givesWay(state, claim, holder));
        if (block.has(sscc) || state.get(containerKey(sscc)).isPresent()) {
            throw exists(sscc);
        }
        Block marked = new Block(block.claims(), true);
        if (!marked.equals(standing)) {
            marked.write(state, key(sscc));
        }
    }

    private static RefusedException exists(Sscc sscc) {
        return new RefusedException(ErrorCode.CONTAINER_EXISTS, "there is a container " + sscc + " already");
    }

    /**
     * Takes the SSCCs of a plan for its batch. What another brand's batch has claimed that was never sealed gives way: it lost
     * the prefix, or this brand could not plan with it.
     *
     * @param replaced the unsealed batch in whose place this one is opened
     * @throws RefusedException CONTAINER_EXISTS if another batch's plan has one of them, or one was made alone; PLAN_INVALID
     *     for too many among such
     */
    static void take(LedgerState state, BatchTerms terms, Gln brand, Optional<BatchTerms> replaced) {
        SortedMap<LedgerKey, List<Claim>> wanted = blocks(terms);
        replaced.ifPresent(old -> blocks(old).keySet().forEach(key -> wanted.computeIfAbsent(key, k -> List.of())));
        wanted.keySet().forEach(state::expect);
        List<Claim> amongMade = new ArrayList<>();
        wanted.forEach((key, claims) -> {
            Block block = Block.read(state, key)
                    .without(claim -> replaced.filter(claim.plan()::isOf).isPresent());
            for (Claim claim : claims) {
                block = block.without(other -> claim.overlaps(other) && givesWay(state, other, brand))
                        .with(claim);
            }
            if (block.anyMade()) {
                amongMade.addAll(claims);
            }
            block.write(state, key);
        });
        requireUnmade(state, amongMade);
    }

    private static void requireUnmade(LedgerState state, List<Claim> claims) {
        if (claims.stream().mapToInt(Claim::count).sum() > MAX_LOOKED_UP) {
            throw new RefusedException(
                    ErrorCode.PLAN_INVALID,
                    "more than " + MAX_LOOKED_UP + " SSCCs of the packing plan, from "
                            + claims.get(0).first() + " on, are among those of containers that were made one by one;"
                            + " take others");
        }
        List<Sscc> all = claims.stream().flatMap(Claim::all).toList();
        all.forEach(sscc -> state.expect(containerKey(sscc)));
        all.stream()
                .filter(sscc -> state.get(containerKey(sscc)).isPresent())
                .findFirst()
                .ifPresent(sscc -> {
                    throw exists(sscc);
                });
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
            List<Claim> standing = Block.read(state, key).claims();
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
            Block.read(state, block).without(claim -> claim.plan().isOf(terms)).write(state, block);
        }
    }

    private static boolean givesWay(LedgerState state, Claim claim, Gln brand) {
        return Batches.find(state, claim.plan().gtin(), claim.plan().lot())
                .filter(head -> head.state() != BatchState.SEALED)
                .filter(head -> !head.brand().equals(brand))
                .isPresent();
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
                        .add(new Claim(first, count, new Planned(terms.gtin(), terms.lot(), ordinal + offset)));
                offset += count;
            }
            ordinal += run.count();
        }
        return blocks;
    }

    private static LedgerKey key(Sscc sscc) {
        return LedgerKey.of(TYPE, sscc.digits().substring(0, BLOCK_DIGITS));
    }
}
