package org.touchmark.domain.batch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.merkle.InclusionProof;

/** Where batches and their pages lie on the ledger, and how they are read. */
public final class Batches {
    /** Batches of one GTIN that one call answers. */
    public static final int MAX_LISTED = 200;

    private static final String HEAD = "batch";
    private static final String SUMMARY = "page-meta";
    private static final String RUN_HEAD = "run-head";

    private Batches() {}

    /** Says that the head of a batch is going to be read. */
    public static void expect(LedgerState state, Gtin gtin, Lot lot) {
        state.expect(headKey(gtin, lot));
    }

    /**
     * The head of a batch.
     *
     * @throws RefusedException BATCH_UNKNOWN
     */
    public static BatchHead read(LedgerState state, Gtin gtin, Lot lot) {
        return find(state, gtin, lot)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.BATCH_UNKNOWN,
                        "no batch of GTIN " + gtin + " with lot " + lot + " is open or sealed"));
    }

    public static Optional<BatchHead> find(LedgerState state, Gtin gtin, Lot lot) {
        return state.getJson(headKey(gtin, lot)).map(BatchHead::fromJson);
    }

    /**
     * The heads of a GTIN's batches by lot, {@value #MAX_LISTED} at most. In evaluations only.
     *
     * @param after the lot behind which to begin; empty to begin with the first
     */
    public static List<BatchHead> list(LedgerState state, Gtin gtin, Optional<Lot> after) {
        return state.list(LedgerKey.of(HEAD, gtin.digits()), after.map(lot -> headKey(gtin, lot)), MAX_LISTED).stream()
                .map(Entry::json)
                .map(BatchHead::fromJson)
                .toList();
    }

    /** A page of a batch; empty while it is missing. */
    public static Optional<Page> page(LedgerState state, BatchHead head, int number) {
        return state.get(key("page", head, number)).map(Page::stored);
    }

    /** Says that a page is going to be read. */
    static void expectPage(LedgerState state, BatchHead head, int number) {
        state.expect(key("page", head, number));
    }

    static void write(LedgerState state, BatchHead head) {
        state.putJson(headKey(head.terms().gtin(), head.terms().lot()), head.toJson());
    }

    static void write(LedgerState state, BatchHead head, int number, Page page, PageSummary summary) {
        state.put(key("page", head, number), page.toBytes());
        state.put(key(SUMMARY, head, number), summary.toBytes());
    }

    /** Says that what is kept of a page beside it is going to be read. */
    static void expectSummary(LedgerState state, BatchHead head, int number) {
        state.expect(key(SUMMARY, head, number));
    }

    /** What is kept of a page beside it, so that sealing need not read the pages themselves. */
    static Optional<PageSummary> summary(LedgerState state, BatchHead head, int number) {
        return state.get(key(SUMMARY, head, number)).map(bytes -> PageSummary.read(bytes, 0));
    }

    /** The numbers of the pages that are there. In evaluations only. */
    static Set<Integer> present(LedgerState state, BatchHead head) {
        return state.list(prefix(SUMMARY, head)).stream()
                .map(entry -> Integer.valueOf(entry.key().lastPart()))
                .collect(Collectors.toSet());
    }

    static void write(LedgerState state, BatchHead head, PageRun run) {
        state.put(key("page-run", head, run.number()), run.encode());
        state.put(key(RUN_HEAD, head, run.number()), run.head().encode());
    }

    /** What is kept of a run of pages beside it; empty until it is folded. */
    static Optional<PageRun.Head> runHead(LedgerState state, BatchHead head, int run) {
        return state.get(key(RUN_HEAD, head, run)).map(PageRun.Head::decode);
    }

    /** Keeps the roots of all runs of a sealed batch under one key, so that a proof reads two keys beside its page. */
    static void writeRunRoots(LedgerState state, BatchHead head, List<Bytes> roots) {
        state.put(prefix("run-roots", head), PageRun.encodeRoots(roots));
    }

    /** Says that a page and the proof of it are going to be read. */
    static void expectProof(LedgerState state, BatchHead head, int number) {
        state.expect(key("page", head, number));
        state.expect(prefix("run-roots", head));
        state.expect(key("page-run", head, PageRun.of(number)));
    }

    /** The proof that a page is under a sealed batch's root. */
    static InclusionProof proof(LedgerState state, BatchHead head, int number) {
        int run = PageRun.of(number);
        List<Bytes> roots = PageRun.decodeRoots(required(state, prefix("run-roots", head)));
        return PageRun.decode(run, required(state, key("page-run", head, run))).proof(number, head.layout(), roots);
    }

    private static byte[] required(LedgerState state, LedgerKey key) {
        return state.get(key).orElseThrow(() -> new IllegalStateException("a sealed batch lacks its " + key.type()));
    }

    private static LedgerKey headKey(Gtin gtin, Lot lot) {
        return LedgerKey.of(HEAD, gtin.digits(), lot.value());
    }

    private static LedgerKey prefix(String type, BatchHead head) {
        BatchTerms terms = head.terms();
        return LedgerKey.of(type, terms.gtin().digits(), terms.lot().value(), Integer.toString(head.attempt()));
    }

    private static LedgerKey key(String type, BatchHead head, int number) {
        BatchTerms terms = head.terms();
        return LedgerKey.of(
                type,
                terms.gtin().digits(),
                terms.lot().value(),
                Integer.toString(head.attempt()),
                Integer.toString(number));
    }
}
