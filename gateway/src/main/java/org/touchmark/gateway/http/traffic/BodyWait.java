package org.touchmark.gateway.http.traffic;

import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;

/** How long the thread that reads a request's body waits for the next byte of it. */
public final class BodyWait {
    /** The request's attribute that holds this. */
    public static final String ATTRIBUTE = "org.touchmark.bodyWait";

    private final EndPoint connection;

    BodyWait(EndPoint connection) {
        this.connection = connection;
    }

    /**
     * Lets the next read fail when nothing comes for so long.
     *
     * @param limit how long; at least a millisecond is waited
     */
    public void limitTo(Duration limit) {
        connection.setIdleTimeout(Math.min(TrafficRules.IDLE_MILLIS, Math.max(1, limit.toMillis())));
    }

    /** Waits again as long as a connection may be silent. */
    public void reset() {
        connection.setIdleTimeout(TrafficRules.IDLE_MILLIS);
    }
}
