package org.touchmark.gateway.ledger;

import java.util.List;
import java.util.Map;

/**
 * A call of a contract's function.
 *
 * @param function the contract and its function, as in {@code batch:Open}
 * @param arguments its arguments
 * @param transientData bytes that travel beside the arguments and are not stored in the block as arguments are
 */
public record Invocation(String function, List<String> arguments, Map<String, byte[]> transientData) {
    /** Copies the list and the map. */
    public Invocation {
        arguments = List.copyOf(arguments);
        transientData = Map.copyOf(transientData);
    }

    /**
     * The operation's id, which is the first argument of every function that writes.
     *
     * @return the id
     */
    public String operation() {
        return arguments.get(0);
    }

    /**
     * A call without transient data.
     *
     * @param function the contract and its function
     * @param arguments its arguments
     * @return the call
     */
    public static Invocation of(String function, String... arguments) {
        return new Invocation(function, List.of(arguments), Map.of());
    }
}
