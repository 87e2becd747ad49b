package org.touchmark.domain.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * A write with its name and a digest of its content, done once however often it is asked for.
 *
 * <p>A transaction id can not serve: any writer may order junk under an id it has seen, which makes the real one a
 * duplicate. So the id is the caller's, kept in state under who the caller is.
 */
public record Operation(OperationId id, String content) {
    private static final String TYPE = "operation";

    /**
     * The operation that calls a function with these arguments.
     *
     * @param arguments without the operation's id
     * @param transientData as it came with the proposal: it counts as content
     */
    public static Operation of(
            String id, String function, List<String> arguments, SortedMap<String, byte[]> transientData) {
        SignedBytes content =
                SignedBytes.of("touchmark/operation/v1").text(function).number(arguments.size());
        arguments.forEach(content::text);
        content.number(transientData.size());
        for (Map.Entry<String, byte[]> entry : transientData.entrySet()) {
            content.text(entry.getKey()).bytes(entry.getValue());
        }
        return new Operation(new OperationId(id), content.sha256().hex());
    }

    /** Says that this operation is going to be done. */
    public void expect(LedgerState state, String msp, String owner) {
        state.expect(key(msp, owner));
    }

    /** Whether an earlier transaction did it, or another one under the same id. */
    public boolean isDone(LedgerState state, String msp, String owner) {
        return state.get(key(msp, owner)).isPresent();
    }

    /**
     * Runs a write unless this operation is done already, and keeps its result.
     *
     * @param msp the caller's organisation
     * @param owner who the caller is within its organisation
     * @return the result, of now or of the first time
     * @throws RefusedException OPERATION_REUSED if the id stands for another content
     */
    public String once(LedgerState state, String msp, String owner, Supplier<String> write) {
        return once(state, msp, owner, write, Optional.empty());
    }

    /**
     * As {@link #once(LedgerState, String, String, Supplier)}, for results that the state can tell again, so that a
     * result with signatures and certificates is not written a second time.
     *
     * @param again tells the first result from what later transactions can not change
     */
    public String onceRetold(
            LedgerState state, String msp, String owner, Supplier<String> write, Supplier<String> again) {
        return once(state, msp, owner, write, Optional.of(again));
    }

    private String once(
            LedgerState state, String msp, String owner, Supplier<String> write, Optional<Supplier<String>> again) {
        LedgerKey key = key(msp, owner);
        Optional<JsonObject> done = state.getJson(key);
        if (done.isPresent()) {
            requireSame(done.get());
            return again.map(Supplier::get).orElseGet(() -> done.get().text("result"));
        }
        String result = write.get();
        JsonObject.Builder kept = JsonObject.builder().put("content", content);
        if (again.isEmpty()) {
            kept.put("result", result);
        }
        state.putJson(key, kept.build());
        return result;
    }

    private LedgerKey key(String msp, String owner) {
        return LedgerKey.of(TYPE, msp, owner, id.value());
    }

    private void requireSame(JsonObject done) {
        if (!done.text("content").equals(content)) {
            throw new RefusedException(
                    ErrorCode.OPERATION_REUSED,
                    "operation id " + id + " was used before with another content; take a new one");
        }
    }
}
