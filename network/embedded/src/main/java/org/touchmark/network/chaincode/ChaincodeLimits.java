package org.touchmark.network.chaincode;

import java.time.Duration;

/**
 * What a peer allows a chaincode, with core.yaml's defaults.
 *
 * @param dialTimeout how long the first invoke waits for a connection
 * @param startupTimeout how long it waits, once connected, for the chaincode to register
 * @param executeTimeout how long a transaction may take
 * @param totalQueryLimit how many results one query may return in all
 * @param maxMessageBytes the largest message either way
 */
public record ChaincodeLimits(
        Duration dialTimeout,
        Duration startupTimeout,
        Duration executeTimeout,
        int totalQueryLimit,
        int maxMessageBytes) {
    public static final ChaincodeLimits DEFAULT = new ChaincodeLimits(
            Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30), 100_000, 100 << 20);

    public ChaincodeLimits {
        requirePositive("dialTimeout", dialTimeout);
        requirePositive("startupTimeout", startupTimeout);
        requirePositive("executeTimeout", executeTimeout);
        if (totalQueryLimit < 1 || maxMessageBytes < 1) {
            throw new IllegalArgumentException("totalQueryLimit " + totalQueryLimit + " and maxMessageBytes "
                    + maxMessageBytes + " must be positive");
        }
    }

    public ChaincodeLimits withExecuteTimeout(Duration timeout) {
        return new ChaincodeLimits(dialTimeout, startupTimeout, timeout, totalQueryLimit, maxMessageBytes);
    }

    public ChaincodeLimits withDialTimeout(Duration timeout) {
        return new ChaincodeLimits(timeout, startupTimeout, executeTimeout, totalQueryLimit, maxMessageBytes);
    }

    public ChaincodeLimits withStartupTimeout(Duration timeout) {
        return new ChaincodeLimits(dialTimeout, timeout, executeTimeout, totalQueryLimit, maxMessageBytes);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " " + value + " must be positive");
        }
    }
}
