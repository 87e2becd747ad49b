package org.touchmark.domain.batch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/** Where batches and their pages lie on the ledger, and how they are read. */
public final class Batches {
    /** Batches of one GTIN that one call answers or searches. */
    public static final int MAX_LISTED = 1_000;

    private static final String HEAD = "batch";
    private static final int SUMMARY_BYTES = Integer.BYTES + Sha256.LENGTH;

    private Batches() {}

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
     * The heads of all batches of a GTIN, by lot. In evaluations only.
     *
     * @throws RefusedException ARGUMENT_INVALID if there are more than {@value #MAX_LISTED}
     */
    public static List<BatchHead> list(LedgerState state, Gtin gtin) {
        List<Entry> entries = state.list(LedgerKey.of(HEAD, gtin.digits()));
        if (entries.size() > MAX_LISTED) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "GTIN " + gtin + " has more than " + MAX_LISTED + " batches; name the lot");
        }
        return entries.stream().map(Entry::value).map(BatchHead::fromJson).toList();
    }

    /** A page of a batch; empty while it is missing. */
    public static Optional<Page> page(LedgerState state, BatchTerms terms, int number) {
        return state.get(pageKey("page", terms, number)).map(Page::parse);
    }

    static void write(LedgerState state, BatchHead head) {
        state.putJson(headKey(head.terms().gtin(), head.terms().lot()), head.toJson());
    }

    static void write(LedgerState state, BatchTerms terms, int number, Page page) {
        state.put(pageKey("page", terms, number), page.toBytes());
        state.putJson(pageKey("page-meta", terms, number), PageSummary.of(page).toJson());
    }

    /** What is kept of a page beside it, so that sealing need not read the pages themselves. */
    static Optional<PageSummary> summary(LedgerState state, BatchTerms terms, int number) {
        return state.getJson(pageKey("page-meta", terms, number)).map(PageSummary::fromJson);
    }

    /** Keeps all summaries of a sealed batch under one key, so that a proof costs one read and not one a page. */
    static void writeSummaries(LedgerState state, BatchTerms terms, List<PageSummary> summaries) {
        ByteBuffer packed = ByteBuffer.allocate(summaries.size() * SUMMARY_BYTES);
        summaries.forEach(
                summary -> packed.putInt(summary.count()).put(summary.root().toArray()));
        state.put(summariesKey(terms), packed.array());
    }

    /** All summaries of a sealed batch, in the order of their pages. */
    static List<PageSummary> summaries(LedgerState state, BatchTerms terms) {
        ByteBuffer packed = ByteBuffer.wrap(state.get(summariesKey(terms))
                .orElseThrow(() -> new IllegalStateException("sealed batch without summaries")));
        List<PageSummary> summaries = new ArrayList<>();
        byte[] root = new byte[Sha256.LENGTH];
        while (packed.hasRemaining()) {
            int count = packed.getInt();
            packed.get(root);
            summaries.add(new PageSummary(count, Bytes.of(root)));
        }
        return summaries;
    }

    private static LedgerKey headKey(Gtin gtin, Lot lot) {
        return LedgerKey.of(HEAD, gtin.digits(), lot.value());
    }

    private static LedgerKey summariesKey(BatchTerms terms) {
        return LedgerKey.of("batch-pages", terms.gtin().digits(), terms.lot().value());
    }

    private static LedgerKey pageKey(String type, BatchTerms terms, int number) {
        return LedgerKey.of(type, terms.gtin().digits(), terms.lot().value(), Integer.toString(number));
    }
}
