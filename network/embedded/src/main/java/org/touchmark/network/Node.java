package org.touchmark.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One node of a network and what can be done to it, by a launcher or by a test that injects faults. */
public interface Node {
    /** Unique in its network, such as {@code peer.aurelia}. */
    String name();

    NodeKind kind();

    /** The name of the organisation that it belongs to. */
    String organisation();

    /** The loopback port that it listens on. */
    int port();

    Health health();

    /** Why it does not do its work though it runs; empty where nothing is known to be wrong. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** The number of blocks that it holds; empty for a node that holds none and for one that does not answer. */
    OptionalLong height();

    /** Resident memory in bytes of the process that the node runs in, which several nodes may share. */
    OptionalLong memoryBytes();

    /** The process that is the node's own and runs; empty for a node that shares one, and for one that is down. */
    default Optional<ProcessHandle> process() {
        return Optional.empty();
    }

    /** Ends the node as a power cut would: connections break, nothing is flushed that was not durable. */
    void kill();

    /** Stops it in its tracks: connections stay open and nothing answers, until {@link #resume()}. */
    void pause();

    void resume();

    /** Ends the node in order; it stays down until {@link #restart()}. */
    void stop();

    /** Starts a node that is down, with the data that it had, or one that is up anew; returns when it is healthy. */
    void restart();

    /** Its log, or the log of the process that it shares. */
    Path log();

    /** The last lines of its log, for a message about its end. */
    List<String> lastLogLines(int count);

    /** How a node is. */
    enum Health {
        UP,
        PAUSED,
        DOWN
    }
}
