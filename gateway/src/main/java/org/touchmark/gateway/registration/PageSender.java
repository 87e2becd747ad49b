package org.touchmark.gateway.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import org.touchmark.domain.batch.Page;
import org.touchmark.gateway.ledger.Registry;

/** Sends a batch's missing pages, about a megabyte a transaction and several transactions at once. */
final class PageSender {
    /** Pages of 4,096 digests are 64 KiB: a megabyte a transaction is where a ledger is fastest. */
    private static final int TRANSACTION_BYTES = 1 << 20;

    private static final int IN_FLIGHT = 4;

    private final Registry registry;
    private final KeptBatch batch;

    PageSender(Registry registry, KeptBatch batch) {
        this.registry = registry;
        this.batch = batch;
    }

    /**
     * Sends pages and returns when all are on the ledger.
     *
     * @param pages all pages of the batch
     * @param missing the numbers of those to send
     * @param sent told how many pages are sent, after each transaction
     */
    void send(List<Page> pages, List<Integer> missing, LongConsumer sent) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(IN_FLIGHT, task -> new Thread(task, "page-sender"));
        try {
            ExecutorCompletionService<Integer> transactions = new ExecutorCompletionService<>(pool);
            List<Map<String, byte[]>> groups = groups(pages, missing);
            for (Map<String, byte[]> group : groups) {
                transactions.submit(() -> {
                    registry.addPages(batch.terms().gtin(), batch.terms().lot(), group);
                    return group.size();
                });
            }
            long done = 0;
            for (int i = 0; i < groups.size(); i++) {
                done += transactions.take().get();
                sent.accept(done);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("sending pages", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Map<String, byte[]>> groups(List<Page> pages, List<Integer> missing) {
        List<Map<String, byte[]>> groups = new ArrayList<>();
        Map<String, byte[]> group = new HashMap<>();
        int size = 0;
        for (int number : missing) {
            byte[] bytes = pages.get(number).toBytes();
            if (size + bytes.length > TRANSACTION_BYTES && !group.isEmpty()) {
                groups.add(group);
                group = new HashMap<>();
                size = 0;
            }
            group.put("page/" + number, bytes);
            size += bytes.length;
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }
}
