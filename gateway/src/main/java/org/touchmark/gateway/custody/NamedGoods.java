package org.touchmark.gateway.custody;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.status.Subject;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.RefusalProblems;

/**
 * Goods with the names that they came under. The ledger knows units by digests, which nobody can read off a label: so whatever
 * is refused is said here by serial and by its place in the list, and all of it at once.
 *
 * @param goods as the ledger has them
 * @param names by the ledger's
 * @param notices what was passed over, such as a label that was scanned twice
 */
public record NamedGoods(Consignment goods, Map<Subject, ThingName> names, List<InputError> notices) {
    /** Refusals of one thing, where others may be refused as well. */
    private static final Set<ErrorCode> OF_THINGS = Set.of(
            ErrorCode.BATCH_UNKNOWN,
            ErrorCode.BATCH_NOT_SEALED,
            ErrorCode.UNIT_UNKNOWN,
            ErrorCode.PROOF_INVALID,
            ErrorCode.CONTAINER_UNKNOWN,
            ErrorCode.CONTAINER_OPEN,
            ErrorCode.CONTAINER_CYCLE,
            ErrorCode.CONTAINER_LEVEL,
            ErrorCode.SECOND_PARENT,
            ErrorCode.IN_CONTAINER,
            ErrorCode.NOT_IN_CONTAINER,
            ErrorCode.NOT_CUSTODIAN,
            ErrorCode.IN_TRANSIT,
            ErrorCode.NOT_OFFERED,
            ErrorCode.STATUS_FORBIDS);

    /** Copies the map and the list. */
    public NamedGoods {
        names = Map.copyOf(names);
        notices = List.copyOf(notices);
    }

    /**
     * Writes, and says of a refusal what it is of.
     *
     * @param write sends the goods to the ledger
     * @param obstacles asks the ledger for everything that it would refuse
     * @param <T> what is written
     * @return what the write gives
     * @throws RefusedException where a rule refuses that is of no single thing
     * @throws org.touchmark.gateway.problem.ProblemException listing the things that are refused
     */
    public <T> T naming(Supplier<T> write, Supplier<List<Obstacle>> obstacles) {
        try {
            return write.get();
        } catch (RefusedException e) {
            if (!OF_THINGS.contains(e.code())) {
                throw e;
            }
            List<InputError> errors = errors(e, obstacles);
            if (errors.isEmpty()) {
                throw e;
            }
            throw RefusalProblems.of(errors, names.size()).asException();
        }
    }

    private List<InputError> errors(RefusedException refusal, Supplier<List<Obstacle>> obstacles) {
        try {
            List<InputError> errors = errors(obstacles.get());
            if (!errors.isEmpty()) {
                return errors;
            }
        } catch (RefusedException | LedgerUnavailableException e) {
            // What the write itself was refused for is known still.
        }
        List<Obstacle> first = names.keySet().stream()
                .filter(thing -> refusal.prose().contains(thing.toString()))
                .map(thing -> new Obstacle(thing, refusal.code(), refusal.prose()))
                .toList();
        return errors(first);
    }

    /**
     * Obstacles by the names of the things, in the order in which those came.
     *
     * @param obstacles as the ledger tells them
     * @return an error for each
     */
    public List<InputError> errors(List<Obstacle> obstacles) {
        Map<Subject, List<Obstacle>> byThing = obstacles.stream().collect(Collectors.groupingBy(Obstacle::thing));
        return names.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .flatMap(entry -> byThing.getOrDefault(entry.getKey(), List.of()).stream()
                        .map(obstacle -> error(entry.getValue(), obstacle)))
                .toList();
    }

    private static InputError error(ThingName name, Obstacle obstacle) {
        return name.error(obstacle.code().name(), obstacle.reasonOf(name.words()));
    }
}
