package org.touchmark.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;

/**
 * Calls of the contract's functions with JSON out: what the ports of each concern share.
 *
 * @param client the party's way to the ledger
 */
record Functions(LedgerClient client) {
    JsonObject read(String function, String... arguments) {
        return read(Invocation.of(function, arguments));
    }

    JsonObject read(Invocation question) {
        return CanonicalJson.parse(client.evaluate(question));
    }

    /** The contract answers a list as a bare array; canonical JSON is read as an object. */
    <T> List<T> list(String function, Function<JsonObject, T> read, String... arguments) {
        String array = client.evaluate(Invocation.of(function, arguments));
        return CanonicalJson.parse("{\"list\":" + array + "}").objects("list").stream()
                .map(read)
                .toList();
    }

    /** For work that can wait until the outcome is known. */
    JsonObject write(Invocation content, String operation) {
        return CanonicalJson.parse(client.commit(named(content, operation)));
    }

    /** For a caller who waits for the answer: if that takes too long, the outcome is unknown for now. */
    JsonObject writeNow(Invocation content, String operation) {
        Invocation invocation = named(content, operation);
        return CanonicalJson.parse(Outcomes.result(invocation, client.submit(invocation)));
    }

    /** The same, without transient data. */
    JsonObject writeNow(String function, String operation, List<String> arguments) {
        return writeNow(new Invocation(function, arguments, Map.of()), operation);
    }

    private static Invocation named(Invocation content, String operation) {
        List<String> arguments = new ArrayList<>(List.of(operation));
        arguments.addAll(content.arguments());
        return new Invocation(content.function(), arguments, content.transientData());
    }
}
