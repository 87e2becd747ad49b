package org.touchmark.scanner.client;

import java.time.Duration;

/**
 * How long a gateway is waited for.
 *
 * @param connect until it takes the connection
 * @param answer until a short answer is there whole
 * @param work until long work, such as checking a file of serials, begins to answer
 * @param silence between two signs of life of an answer that comes in pieces
 */
public record Timeouts(Duration connect, Duration answer, Duration work, Duration silence) {

    /** Long enough for a slow line and a busy ledger, short enough to stand before a shelf. */
    public static final Timeouts STANDARD =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofSeconds(60));
}
