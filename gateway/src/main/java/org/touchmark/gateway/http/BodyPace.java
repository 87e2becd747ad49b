package org.touchmark.gateway.http;

import java.time.Duration;
import java.util.Locale;

/**
 * How fast a body has to come. Only the time counts in which the gateway waits for it, so that a slow disk of its own is not
 * the sender's fault.
 *
 * @param window how long a thread waits in all before it looks at what came
 * @param minBytes what must have come in each window; all of the body, where it is {@link Long#MAX_VALUE}
 */
record BodyPace(Duration window, long minBytes) {
    /** At most 64 kB. */
    static final BodyPace FIELDS = whole(Duration.ofSeconds(10));

    /** A thousand units and containers, in up to 4 MB. */
    static final BodyPace GOODS = whole(Duration.ofSeconds(30));

    /** Millions of serials, from a line that uploads 128 kbit/s at least. */
    static final BodyPace FILE = new BodyPace(Duration.ofSeconds(30), 480_000);

    private static BodyPace whole(Duration window) {
        return new BodyPace(window, Long.MAX_VALUE);
    }

    /** The rule, for whoever broke it. */
    String rule() {
        return minBytes == Long.MAX_VALUE
                ? "this one has to be there, whole, within " + window.toSeconds() + " seconds"
                : String.format(
                        Locale.ROOT,
                        "of this one at least %,d bytes have to come every %d seconds",
                        minBytes,
                        window.toSeconds());
    }
}
