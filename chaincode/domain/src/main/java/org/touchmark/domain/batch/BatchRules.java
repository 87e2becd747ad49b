package org.touchmark.domain.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;

/** How a brand registers a batch: open it, add its pages in any order, seal it with its signature. */
public final class BatchRules {
    /** Pages that one transaction adds: about 8 MB, well below what a peer takes. */
    public static final int MAX_PAGES_A_CALL = 128;

    private static final Pattern PAGE_NAME = Pattern.compile("page/(0|[1-9][0-9]{0,5})");

    private BatchRules() {}

    /**
     * Opens a batch.
     *
     * @throws RefusedException what {@link Parties#require} throws, PREFIX_NOT_OWNED, BATCH_EXISTS, LABEL_KEY_UNKNOWN
     */
    public static BatchHead open(Call call, Caller caller, BatchTerms terms) {
        Party brand = Parties.require(call.state(), caller, Role.BRAND);
        if (!brand.owns(terms.gtin())) {
            throw new RefusedException(
                    ErrorCode.PREFIX_NOT_OWNED,
                    "party " + brand.gln() + " holds no company prefix of GTIN " + terms.gtin() + "; it holds "
                            + brand.prefixes());
        }
        if (Batches.find(call.state(), terms.gtin(), terms.lot()).isPresent()) {
            throw new RefusedException(
                    ErrorCode.BATCH_EXISTS,
                    "GTIN " + terms.gtin() + " has a batch with lot " + terms.lot() + " already");
        }
        terms.labelKey().ifPresent(id -> LabelKeyRules.require(call.state(), brand.gln(), id));
        BatchHead head = new BatchHead(terms, brand.gln(), call.time(), Optional.empty());
        Batches.write(call.state(), head);
        return head;
    }

    /**
     * Adds pages to an open batch. Adding the same page again changes nothing.
     *
     * @param transientData entries {@code page/<number>} with a page's bytes each
     * @throws RefusedException BATCH_UNKNOWN, NOT_A_PARTY and others of {@link Parties#require}, BATCH_SEALED,
     *     TIME_REVERSED, ARGUMENT_INVALID, PAGE_MALFORMED, PAGE_FOREIGN_DIGEST, PAGE_CONFLICT
     */
    public static PagesAdded addPages(
            Call call, Caller caller, Gtin gtin, Lot lot, SortedMap<String, byte[]> transientData) {
        BatchHead head = ownOpen(call, caller, gtin, lot);
        SortedMap<Integer, Page> pages = pages(head.layout(), transientData);
        List<Integer> added = new ArrayList<>();
        List<Integer> unchanged = new ArrayList<>();
        pages.forEach((number, page) -> {
            if (isNew(call.state(), head.terms(), number, page)) {
                Batches.write(call.state(), head.terms(), number, page);
                added.add(number);
            } else {
                unchanged.add(number);
            }
        });
        return new PagesAdded(added, unchanged);
    }

    /**
     * The pages that a batch still lacks.
     *
     * @throws RefusedException BATCH_UNKNOWN
     */
    public static PagesMissing missing(LedgerState state, Gtin gtin, Lot lot) {
        BatchHead head = Batches.read(state, gtin, lot);
        int pages = head.layout().pages();
        if (head.state() == BatchState.SEALED) {
            return new PagesMissing(List.of(), pages);
        }
        List<Integer> missing = IntStream.range(0, pages)
                .filter(number -> Batches.summary(state, head.terms(), number).isEmpty())
                .boxed()
                .toList();
        return new PagesMissing(missing, pages);
    }

    /**
     * Seals a batch: all pages there, the count as declared, the root as the brand signed it.
     *
     * @throws RefusedException BATCH_UNKNOWN, NOT_A_PARTY and others of {@link Parties#require}, BATCH_SEALED,
     *     TIME_REVERSED, PAGES_MISSING, COUNT_MISMATCH, ROOT_MISMATCH, CLOCK_SKEW, SIGNATURE_INVALID
     */
    public static BatchHead seal(Call call, Caller caller, Claims claims, Gtin gtin, Lot lot, Seal seal) {
        BatchHead head = ownOpen(call, caller, gtin, lot);
        List<PageSummary> summaries = summaries(call.state(), head);
        BatchTree tree = BatchTree.of(summaries);
        if (tree.count() != head.terms().count()) {
            throw new RefusedException(
                    ErrorCode.COUNT_MISMATCH,
                    "the batch's pages hold " + tree.count() + " units, it was opened for "
                            + head.terms().count());
        }
        Bytes root = tree.root();
        if (!root.equals(seal.root())) {
            throw new RefusedException(
                    ErrorCode.ROOT_MISMATCH,
                    "the root over the batch's pages is " + root + ", signed is " + seal.root());
        }
        call.requireNow(seal.signature().at(), "the seal's time");
        Party brand = Parties.read(call.state(), head.brand()).party();
        claims.require(seal.signature(), head.sealBytes(call.channel(), seal), brand, "the seal");
        BatchHead closed = head.sealedBy(seal);
        Batches.write(call.state(), closed);
        Batches.writeSummaries(call.state(), head.terms(), summaries);
        return closed;
    }

    private static BatchHead ownOpen(Call call, Caller caller, Gtin gtin, Lot lot) {
        BatchHead head = Batches.read(call.state(), gtin, lot);
        Party party = Parties.require(call.state(), caller, Role.BRAND);
        if (!party.gln().equals(head.brand())) {
            throw new RefusedException(
                    ErrorCode.PREFIX_NOT_OWNED,
                    "the batch of GTIN " + gtin + " with lot " + lot + " is party " + head.brand() + "'s, not "
                            + party.gln() + "'s");
        }
        if (head.state() == BatchState.SEALED) {
            throw new RefusedException(
                    ErrorCode.BATCH_SEALED, "the batch of GTIN " + gtin + " with lot " + lot + " is sealed already");
        }
        call.requireNotBefore(head.openedAt(), "the batch's opening");
        return head;
    }

    private static List<PageSummary> summaries(LedgerState state, BatchHead head) {
        List<PageSummary> summaries = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        for (int number = 0; number < head.layout().pages(); number++) {
            Optional<PageSummary> summary = Batches.summary(state, head.terms(), number);
            summary.ifPresent(summaries::add);
            if (summary.isEmpty()) {
                missing.add(number);
            }
        }
        if (!missing.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.PAGES_MISSING,
                    missing.size() + " of " + head.layout().pages() + " pages are missing, the first is page "
                            + missing.get(0) + "; batch:Missing lists them");
        }
        return summaries;
    }

    private static SortedMap<Integer, Page> pages(PageLayout layout, SortedMap<String, byte[]> transientData) {
        if (transientData.isEmpty() || transientData.size() > MAX_PAGES_A_CALL) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "a call adds 1 to " + MAX_PAGES_A_CALL + " pages as transient data, got " + transientData.size());
        }
        SortedMap<Integer, Page> pages = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : transientData.entrySet()) {
            int number = layout.requirePage(number(entry.getKey()));
            Page page = Page.parse(entry.getValue());
            page.requireBucket(layout, number);
            pages.put(number, page);
        }
        return pages;
    }

    private static int number(String name) {
        Matcher matcher = PAGE_NAME.matcher(name);
        if (!matcher.matches()) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "a transient entry's name is not \"page/<number>\"");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static boolean isNew(LedgerState state, BatchTerms terms, int number, Page page) {
        // The root stands for every byte of the page, and is read in place of it.
        Optional<PageSummary> there = Batches.summary(state, terms, number);
        if (there.isPresent() && !there.get().equals(PageSummary.of(page))) {
            throw new RefusedException(
                    ErrorCode.PAGE_CONFLICT,
                    "page " + number + " of the batch is on the ledger with other digests; pages are not replaced");
        }
        return there.isEmpty();
    }
}
