package org.touchmark.gateway.registration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.EntryRuns;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.gateway.ledger.Registry;

/**
 * Makes a batch's pages and sends those that the ledger lacks, several transactions at once. Only the pages in flight are
 * in memory.
 */
final class PageSender {
    private final Registry registry;
    private final BatchHead head;
    private final Patience patience;
    private final Pace pace = Pace.ofThisProcess();

    PageSender(Registry registry, BatchHead head, Patience patience) {
        this.registry = registry;
        this.head = head;
        this.patience = patience;
    }

    /**
     * Sends pages and returns when all are on the ledger.
     *
     * @param digests the batch's digests
     * @param missing the numbers of the pages to send
     * @param keeper keeps every page
     * @param sent told how many pages are sent, after each transaction
     * @return every page's summary, in the order of their numbers
     */
    List<PageSummary> send(BatchDigests digests, Set<Integer> missing, PageKeeper keeper, LongConsumer sent)
            throws InterruptedException {
        PageSummary[] summaries = new PageSummary[digests.pages()];
        int groups = (digests.pages() + pace.pages() - 1) / pace.pages();
        AtOnce.run(groups, pace.inFlight(), group -> sendGroup(digests, group, missing, keeper, summaries), sent);
        return List.of(summaries);
    }

    private int sendGroup(
            BatchDigests digests, int group, Set<Integer> missing, PageKeeper keeper, PageSummary[] summaries)
            throws InterruptedException {
        Map<String, byte[]> pages = new HashMap<>();
        int from = group * pace.pages();
        for (int number = from; number < Math.min(digests.pages(), from + pace.pages()); number++) {
            Page page = digests.page(number);
            EntryRuns runs = EntryRuns.of(page);
            summaries[number] = PageSummary.of(page, runs);
            keeper.keep(number, page, runs, summaries[number]);
            if (missing.contains(number)) {
                pages.put("page/" + number, page.toBytes());
            }
        }
        if (!pages.isEmpty()) {
            patience.ask(() -> {
                registry.addPages(head, pages);
                return pages.size();
            });
        }
        return pages.size();
    }
}
