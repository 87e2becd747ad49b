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
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/**
 * Which batch's packing plan has which SSCC, so that a scanned case is found without a key of its own.
 *
 * <p>SSCC numbers fall into blocks of ten thousand, and state has one key a block: opening a batch of a million containers
 * writes a hundred, and no range is ever queried.
 */
public final class PlanClaims {
    private static final String TYPE = "sscc-block";
    private static final int BLOCK = 10_000;
    private static final int BLOCK_DIGITS = 13;
    private static final int MAX_CLAIMS_A_BLOCK = 2_000;

    private PlanClaims() {}

    /** That some SSCCs are containers of a batch. */
    public record Claim(Sscc first, int count, Gtin gtin, Lot lot, int ordinal) {
        boolean has(long number) {
            return number >= first.number() && number < first.number() + count;
        }

        private boolean overlaps(Claim other) {
            return first.number() < other.first.number() + other.count && other.first.number() < first.number() + count;
        }

        private boolean isOf(BatchTerms terms) {
            return gtin.equals(terms.gtin()) && lot.equals(terms.lot());
        }

        private static Claim fromJson(JsonObject json) {
            return new Claim(
                    new Sscc(json.text("first")),
                    json.integer("count", 1, BLOCK),
                    new Gtin(json.text("gtin")),
                    new Lot(json.text("lot")),
                    json.integer("ordinal", 0, PackingPlan.MAX_CONTAINERS));
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("first", first.digits())
                    .put("count", count)
                    .put("gtin", gtin.digits())
                    .put("lot", lot.value())
                    .put("ordinal", ordinal)
                    .build();
        }
    }

    /** The claim on an SSCC; its container's ordinal is the claim's and how far the SSCC is behind its first. */
    public static Optional<Claim> find(LedgerState state, Sscc sscc) {
        return read(state, key(sscc)).stream()
                .filter(claim -> claim.has(sscc.number()))
                .findFirst();
    }

    /**
     * Claims the SSCCs of a plan for its batch.
     *
     * @throws RefusedException CONTAINER_EXISTS if another batch's plan has one of them
     */
    static void claim(LedgerState state, BatchTerms terms, PackingPlan plan) {
        for (Map.Entry<LedgerKey, List<Claim>> block : blocks(terms, plan).entrySet()) {
            List<Claim> all = new ArrayList<>(read(state, block.getKey()));
            for (Claim claim : block.getValue()) {
                all.stream().filter(claim::overlaps).findFirst().ifPresent(other -> {
                    throw new RefusedException(
                            ErrorCode.CONTAINER_EXISTS,
                            "the batch of GTIN " + other.gtin() + " with lot " + other.lot() + " has SSCCs from "
                                    + other.first() + " on, and so has this plan");
                });
                all.add(claim);
            }
            if (all.size() > MAX_CLAIMS_A_BLOCK) {
                throw new RefusedException(
                        ErrorCode.PLAN_INVALID,
                        "the ten thousand SSCCs around "
                                + block.getValue().get(0).first() + " are split into more than " + MAX_CLAIMS_A_BLOCK
                                + " runs; use longer ones");
            }
            write(state, block.getKey(), all);
        }
    }

    /** Gives back the SSCCs of a batch that is abandoned. */
    static void release(LedgerState state, BatchTerms terms, PackingPlan plan) {
        for (LedgerKey block : blocks(terms, plan).keySet()) {
            write(
                    state,
                    block,
                    read(state, block).stream()
                            .filter(claim -> !claim.isOf(terms))
                            .toList());
        }
    }

    private static SortedMap<LedgerKey, List<Claim>> blocks(BatchTerms terms, PackingPlan plan) {
        SortedMap<LedgerKey, List<Claim>> blocks = new TreeMap<>(Comparator.comparing(LedgerKey::composite));
        int ordinal = 0;
        for (PlanRun run : plan.runs()) {
            int offset = 0;
            while (offset < run.count()) {
                Sscc first = run.sscc(offset);
                int room = (int) (BLOCK - first.number() % BLOCK);
                int count = Math.min(room, run.count() - offset);
                blocks.computeIfAbsent(key(first), k -> new ArrayList<>())
                        .add(new Claim(first, count, terms.gtin(), terms.lot(), ordinal + offset));
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
