package org.touchmark.domain.ledger;

import java.util.List;

/**
 * A key of the ledger's state: a type and parts that identify one thing of that type.
 *
 * <p>Written as Fabric's composite keys are (core/chaincode/shim: U+0000, then every segment followed by U+0000), so
 * that the keys below a prefix can be listed and no part can run into the next.
 */
public record LedgerKey(String type, List<String> parts) {
    private static final char DELIMITER = '\u0000';
    private static final int MAX_CODE_POINT = Character.MAX_CODE_POINT;

    public LedgerKey {
        parts = List.copyOf(parts);
        requireSegment(type);
        parts.forEach(LedgerKey::requireSegment);
    }

    public static LedgerKey of(String type, String... parts) {
        return new LedgerKey(type, List.of(parts));
    }

    /** The key as Fabric stores it. */
    public String composite() {
        StringBuilder key = new StringBuilder().append(DELIMITER).append(type).append(DELIMITER);
        parts.forEach(part -> key.append(part).append(DELIMITER));
        return key.toString();
    }

    /** The last part. */
    public String lastPart() {
        return parts.get(parts.size() - 1);
    }

    private static void requireSegment(String segment) {
        if (segment.isEmpty()) {
            throw new IllegalArgumentException("a ledger key's segment is empty");
        }
        if (segment.codePoints().anyMatch(c -> c == DELIMITER || c == MAX_CODE_POINT)) {
            throw new IllegalArgumentException("a ledger key's segment holds U+0000 or U+10FFFF");
        }
    }
}
