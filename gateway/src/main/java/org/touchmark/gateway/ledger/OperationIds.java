package org.touchmark.gateway.ledger;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.ledger.OperationId;

/** Operation ids: the names under which a contract remembers that a write is done. */
public final class OperationIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private OperationIds() {}

    /**
     * An id never used before.
     *
     * @return 32 characters
     */
    public static String random() {
        byte[] bytes = new byte[OperationId.MADE_BYTES];
        RANDOM.nextBytes(bytes);
        return OperationId.of(bytes).value();
    }

    /**
     * The id of a write that is done once for its content, however often and by whichever process it is sent.
     *
     * @param invocation the write, without an operation id among its arguments
     * @return 32 characters
     */
    public static String ofContent(Invocation invocation) {
        return encode(content(invocation));
    }

    /**
     * The id of a write to a batch: one that was abandoned and opened anew is written to again, with the same content.
     *
     * @param invocation the write, without an operation id among its arguments
     * @param attempt how often the batch was opened, from 1
     * @return 32 characters
     */
    public static String ofContent(Invocation invocation, int attempt) {
        return encode(content(invocation).number(attempt));
    }

    private static SignedBytes content(Invocation invocation) {
        SignedBytes content = SignedBytes.of("touchmark/gateway-operation/v1").text(invocation.function());
        content.number(invocation.arguments().size());
        invocation.arguments().forEach(content::text);
        SortedMap<String, byte[]> sorted = new TreeMap<>(invocation.transientData());
        sorted.forEach((name, bytes) -> content.text(name).bytes(bytes));
        return content;
    }

    /**
     * The id of a write that a caller named itself.
     *
     * @param function the contract's function
     * @param idempotencyKey the caller's name for it, any text
     * @return 32 characters
     */
    public static String ofKey(String function, String idempotencyKey) {
        return encode(SignedBytes.of("touchmark/gateway-idempotency-key/v1")
                .text(function)
                .text(idempotencyKey));
    }

    private static String encode(SignedBytes content) {
        return OperationId.of(Arrays.copyOf(content.sha256().toArray(), OperationId.MADE_BYTES))
                .value();
    }
}
