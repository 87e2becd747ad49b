package org.touchmark.gateway.http.traffic;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What one caller can take. A caller is a party, for a request that shows its token, and otherwise an address; of IPv6 the
 * network of 64 bits, since whoever has one address of it has all of them.
 *
 * @param partyPerSecond requests a second that a party sustains; twice as many may come at once
 * @param addressPerSecond the same of an address
 * @param partyInFlight requests of a party that are under way at once, a quarter of the workers at most
 * @param addressInFlight the same of an address
 * @param connectionsEach open connections of an address
 * @param connections open connections of all
 * @param waiting how long a request waits for its turn when all workers are busy
 * @param trustedProxies whose X-Forwarded-For is believed; of nobody else
 */
public record TrafficLimits(
        int partyPerSecond,
        int addressPerSecond,
        int partyInFlight,
        int addressInFlight,
        int connectionsEach,
        int connections,
        Duration waiting,
        Set<InetAddress> trustedProxies) {
    /** For a gateway that anyone may reach. */
    public static final TrafficLimits STANDARD =
            new TrafficLimits(100, 25, 40, 32, 1_000, 4_000, Duration.ofSeconds(5), Set.of());

    /** Requests that read or write the ledger at once; the others wait without a thread. */
    static final int WORKERS = 160;

    /** Uploads and downloads at once, which may take minutes each. */
    static final int STREAMS = 64;

    /** Of them one caller's: an eighth, however many it begins and however slowly it sends or takes. */
    static final int STREAMS_EACH = STREAMS / 8;

    /** Requests that wait for a worker. */
    static final int WAITING = 512;

    /** Threads of the server: health checks and refusals have what workers and streams leave, which is a quarter. */
    static final int THREADS = 300;

    /** Health checks a second of an address, counted beside its other requests. */
    static final int HEALTH_PER_SECOND = 50;

    /** Checks that each is at least 1, and copies the set. */
    public TrafficLimits {
        if (partyPerSecond < 1 || addressPerSecond < 1 || partyInFlight < 1 || addressInFlight < 1) {
            throw new IllegalArgumentException("a limit below 1 would let nobody in");
        }
        if (Math.max(partyInFlight, addressInFlight) > WORKERS / 4) {
            throw new IllegalArgumentException("one caller would have more than a quarter of the workers");
        }
        trustedProxies = Set.copyOf(trustedProxies);
    }

    /**
     * These limits with other rates.
     *
     * @param party requests a second of a party
     * @param address requests a second of an address
     * @return the limits
     */
    public TrafficLimits withRates(int party, int address) {
        return new TrafficLimits(
                party, address, partyInFlight, addressInFlight, connectionsEach, connections, waiting, trustedProxies);
    }

    /**
     * These limits with other proxies.
     *
     * @param proxies whose X-Forwarded-For is believed
     * @return the limits
     */
    public TrafficLimits trusting(Set<InetAddress> proxies) {
        return new TrafficLimits(
                partyPerSecond,
                addressPerSecond,
                partyInFlight,
                addressInFlight,
                connectionsEach,
                connections,
                waiting,
                proxies);
    }

    /**
     * An IP address as text.
     *
     * @param text four numbers, or IPv6
     * @return the address; empty for a name, which is never looked up
     */
    public static Optional<InetAddress> address(String text) {
        return ClientAddress.parse(text);
    }

    int inFlight(Caller caller) {
        return caller.member().isPresent() ? partyInFlight : addressInFlight;
    }
}
