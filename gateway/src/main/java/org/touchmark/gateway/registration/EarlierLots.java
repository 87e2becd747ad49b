package org.touchmark.gateway.registration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.serials.Duplicates;
import org.touchmark.gateway.serials.Duplicates.Duplicate;
import org.touchmark.gateway.serials.SerialDraft;

/**
 * Holds a new list of serials to the GTIN's earlier lots: a serial names one unit, in whatever lot. Lists are compared, not
 * digests, since a secret makes another digest of the same serial in each lot. So only lots whose lists are kept here can be
 * compared; the others are named.
 */
final class EarlierLots {
    private static final int MAX_NAMED = 10;

    private final Registry registry;
    private final BatchFolders folders;

    EarlierLots(Registry registry, BatchFolders folders) {
        this.registry = registry;
        this.folders = folders;
    }

    /**
     * Refuses serials that an earlier lot has.
     *
     * @param gtin the GTIN
     * @param lot the new lot
     * @param draft its serials
     * @param running lots that are being registered now, whether the ledger shows them yet or not
     * @return what the brand should know: the lots that could not be compared
     */
    List<String> check(Gtin gtin, Lot lot, SerialDraft draft, Set<String> running) {
        Set<String> lots = new TreeSet<>(running);
        registry.batches(gtin).stream()
                .filter(head -> head.state() != BatchState.ABANDONED)
                .map(BatchHead::terms)
                .map(terms -> terms.lot().value())
                .forEach(lots::add);
        lots.remove(lot.value());
        List<String> unknown = new ArrayList<>();
        List<InputError> errors = new ArrayList<>();
        long total = 0;
        for (String other : lots) {
            Optional<KeptBatch> kept = folders.find(gtin, new Lot(other));
            if (kept.isEmpty()) {
                unknown.add(other);
                continue;
            }
            Duplicates shared = Duplicates.between(draft.list(), folders.list(kept.get()));
            total += shared.total();
            errors.addAll(named(draft, shared, other));
        }
        if (total > 0) {
            throw refusal(errors, total);
        }
        return unknown.isEmpty() ? List.of() : List.of(notCompared(unknown));
    }

    private static List<InputError> named(SerialDraft draft, Duplicates shared, String lot) {
        int[] positions =
                shared.first().stream().mapToInt(Duplicate::position).distinct().toArray();
        int[] lines = draft.lines(positions);
        return shared.first().stream()
                .map(duplicate -> new InputError(
                        lines[Arrays.binarySearch(positions, duplicate.position())],
                        SerialCollector.COLUMN,
                        duplicate.serial(),
                        "SERIAL_REGISTERED",
                        "serial " + duplicate.serial() + ": lot " + lot + " has it already, as number "
                                + (duplicate.earlier() + 1) + "; a serial names one unit"))
                .toList();
    }

    private static RuntimeException refusal(List<InputError> unsorted, long total) {
        List<InputError> errors = unsorted.stream()
                .sorted(Comparator.comparingInt(InputError::line))
                .limit(Problem.MAX_ERRORS)
                .toList();
        InputError first = errors.get(0);
        return Problems.conflict(
                        "SERIAL_REGISTERED",
                        total + (total == 1 ? " serial is" : " serials are")
                                + " registered in an earlier lot, and nothing was registered; the first: line "
                                + first.line() + ": " + first.message())
                .withErrors(errors, (int) Math.min(total, Integer.MAX_VALUE))
                .asException();
    }

    private static String notCompared(List<String> lots) {
        return "not compared with " + lots.size() + (lots.size() == 1 ? " lot" : " lots") + " of this GTIN ("
                + lots.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                + (lots.size() > MAX_NAMED ? ", ..." : "")
                + "): this gateway did not register them, and the ledger holds digests only";
    }
}
