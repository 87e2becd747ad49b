package org.touchmark.domain.batch;

import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Actor;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.Party;

/** How a brand registers a batch: open it, add its pages in any order; {@link SealRules} seal it. */
public final class BatchRules {
    /** Pages that one transaction adds: about 4 MB, whose hashing keeps a peer's commits back for well below a second. */
    public static final int MAX_PAGES_A_CALL = 64;

    private static final Pattern PAGE_NAME = Pattern.compile("page/(0|[1-9][0-9]{0,5})");

    private BatchRules() {}

    /**
     * Opens a batch, or begins one anew that was abandoned, or left open by a brand that has lost the prefix since.
     *
     * @throws RefusedException what {@link Parties#require} throws, PREFIX_NOT_OWNED, BATCH_EXISTS, LABEL_KEY_UNKNOWN,
     *     CONTAINER_EXISTS, PLAN_INVALID, ARGUMENT_INVALID for an expiry date that no label can say
     */
    public static BatchHead open(Call call, Caller caller, BatchTerms terms) {
        Actor actor = Parties.require(call.state(), caller, Action.OPEN_BATCH);
        Party brand = actor.party();
        requireOwn(actor, terms);
        requireSayable(call, terms);
        Optional<BatchHead> before = Batches.find(call.state(), terms.gtin(), terms.lot());
        before.ifPresent(head -> requireGivenUp(brand, head));
        terms.labelKey().ifPresent(id -> LabelKeyRules.require(call.state(), brand.gln(), id));
        SsccClaims.take(
                call.state(),
                terms,
                brand.gln(),
                before.filter(head -> head.state() == BatchState.OPEN).map(BatchHead::terms));
        BatchHead head = BatchHead.opened(
                terms, brand.gln(), call.time(), before.map(BatchHead::attempt).orElse(0) + 1);
        Batches.write(call.state(), head);
        return head;
    }

    /**
     * Adds pages to an open batch. Adding the same page again changes nothing.
     *
     * @param transientData entries {@code page/<number>} with a page's bytes each
     * @throws RefusedException BATCH_UNKNOWN, what {@link Parties#require} throws, PREFIX_NOT_OWNED, BATCH_SEALED,
     *     BATCH_ABANDONED, TRANSIENT_INVALID, ARGUMENT_INVALID, PAGE_MALFORMED, PAGE_UNSORTED,
     *     PAGE_DUPLICATE_DIGEST, PAGE_FOREIGN_DIGEST, ORDINAL_OUT_OF_RANGE, PAGE_CONFLICT
     */
    public static PagesAdded addPages(
            Call call, Caller caller, Gtin gtin, Lot lot, SortedMap<String, byte[]> transientData) {
        BatchHead head = own(call, caller, gtin, lot, Action.ADD_PAGES, BatchEvent.ADD_PAGES)
                .head();
        SortedMap<Integer, Page> pages = pages(head, transientData);
        pages.keySet().forEach(number -> Batches.expectSummary(call.state(), head, number));
        List<Integer> added = new ArrayList<>();
        List<Integer> unchanged = new ArrayList<>();
        pages.forEach((number, page) -> {
            PageSummary summary = PageSummary.of(page);
            if (isNew(call.state(), head, number, summary)) {
                Batches.write(call.state(), head, number, page, summary);
                added.add(number);
            } else {
                unchanged.add(number);
            }
        });
        return new PagesAdded(added, unchanged);
    }

    /**
     * Gives up an open batch. Its pages stay in the ledger's history; its units never counted.
     *
     * @throws RefusedException BATCH_UNKNOWN, what {@link Parties#require} throws, PREFIX_NOT_OWNED, BATCH_SEALED,
     *     BATCH_ABANDONED
     */
    public static BatchHead abandon(Call call, Caller caller, Gtin gtin, Lot lot) {
        BatchHead head = own(call, caller, gtin, lot, Action.ABANDON_BATCH, BatchEvent.ABANDON)
                .head();
        SsccClaims.release(call.state(), head.terms());
        BatchHead abandoned = head.abandoned(call.time());
        Batches.write(call.state(), abandoned);
        return abandoned;
    }

    /**
     * What a batch still lacks. In evaluations only.
     *
     * @throws RefusedException BATCH_UNKNOWN
     */
    public static PagesMissing missing(LedgerState state, Gtin gtin, Lot lot) {
        BatchHead head = Batches.read(state, gtin, lot);
        int pages = head.layout().pages();
        if (head.state() == BatchState.SEALED) {
            return new PagesMissing(List.of(), pages, List.of());
        }
        int runs = PageRun.count(head.layout());
        List<Integer> unfolded = runs == 1
                ? List.of()
                : IntStream.range(0, runs)
                        .filter(run -> Batches.runHead(state, head, run).isEmpty())
                        .boxed()
                        .toList();
        Set<Integer> present = Batches.present(state, head);
        List<Integer> missing = IntStream.range(0, pages)
                .boxed()
                .filter(page -> !present.contains(page))
                .toList();
        return new PagesMissing(missing, pages, unfolded);
    }

    /** A batch and its brand, who is about to do something with it. */
    record Own(BatchHead head, Actor brand) {}

    /** A batch of the caller's own, in a state that allows an event. */
    static Own own(Call call, Caller caller, Gtin gtin, Lot lot, Action action, BatchEvent event) {
        BatchHead head = Batches.read(call.state(), gtin, lot);
        Actor actor = Parties.require(call.state(), caller, action);
        actor.requireOwner(
                head.brand(),
                () -> "the batch of GTIN " + gtin + " with lot " + lot + " is party " + head.brand() + "'s");
        if (event != BatchEvent.ABANDON) {
            requireOwn(actor, head.terms());
        }
        if (!BatchState.MACHINE.allows(head.state(), event)) {
            boolean sealed = head.state() == BatchState.SEALED;
            throw new RefusedException(
                    sealed ? ErrorCode.BATCH_SEALED : ErrorCode.BATCH_ABANDONED,
                    "the batch of GTIN " + gtin + " with lot " + lot + " is "
                            + (sealed ? "sealed already" : "abandoned; open it anew"));
        }
        return new Own(head, actor);
    }

    /** Prefixes have one holder: who opened it and is not the one that holds the prefix now has lost it. */
    private static void requireGivenUp(Party brand, BatchHead head) {
        boolean leftOpen = head.state() == BatchState.OPEN && !head.brand().equals(brand.gln());
        if (!leftOpen && !BatchState.MACHINE.allows(head.state(), BatchEvent.OPEN)) {
            throw new RefusedException(
                    ErrorCode.BATCH_EXISTS,
                    "GTIN " + head.terms().gtin() + " has a batch with lot "
                            + head.terms().lot() + " already");
        }
    }

    /** A batch is its brand's under prefixes that it holds, and goes on only while it holds them. */
    private static void requireOwn(Actor actor, BatchTerms terms) {
        Party brand = actor.party();
        actor.requireOneOf(
                terms.isOwnedBy(brand) ? Set.of(brand.gln()) : Set.of(),
                () -> "GTIN " + terms.gtin() + ", or a container of the plan, begins with none of the prefixes "
                        + brand.prefixes() + " of its own");
    }

    /** A reader of today takes the two digits of a label's year for the date that is meant. */
    private static void requireSayable(Call call, BatchTerms terms) {
        Year now = Year.of(LocalDate.ofInstant(call.time(), ZoneOffset.UTC).getYear());
        terms.expiry().ifPresent(expiry -> BatchTerms.requireSayable(expiry, now));
    }

    private static SortedMap<Integer, Page> pages(BatchHead head, SortedMap<String, byte[]> transientData) {
        if (transientData.isEmpty() || transientData.size() > MAX_PAGES_A_CALL) {
            throw new RefusedException(
                    ErrorCode.TRANSIENT_INVALID,
                    "a call adds 1 to " + MAX_PAGES_A_CALL + " pages as transient data, got " + transientData.size());
        }
        SortedMap<Integer, Page> pages = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : transientData.entrySet()) {
            int number = head.layout().requirePage(number(entry.getKey()));
            Page page = Page.parse(entry.getValue());
            page.requireBucket(head.layout(), number);
            page.requireOrdinals(head.terms().plan(), number);
            pages.put(number, page);
        }
        return pages;
    }

    private static int number(String name) {
        Matcher matcher = PAGE_NAME.matcher(name);
        if (!matcher.matches()) {
            throw new RefusedException(
                    ErrorCode.TRANSIENT_INVALID, "a transient entry's name is not \"page/<number>\"");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static boolean isNew(LedgerState state, BatchHead head, int number, PageSummary summary) {
        // The root stands for every byte of the page, and is read in place of it.
        Optional<PageSummary> there = Batches.summary(state, head, number);
        if (there.isPresent() && !there.get().equals(summary)) {
            throw new RefusedException(
                    ErrorCode.PAGE_CONFLICT,
                    "page " + number + " of the batch is on the ledger with other digests; pages are not replaced");
        }
        return there.isEmpty();
    }
}
