package org.touchmark.network.block;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** How the orderers agree. Fabric 3 knows two ways (orderer/common/server/main.go). */
public sealed interface Consensus {
    /**
     * Crash faults only: {@code etcdraft}.
     *
     * @param consenters one, or an odd number
     */
    record Raft(List<RaftConsenter> consenters) implements Consensus {
        public Raft {
            if (consenters.isEmpty()) {
                throw new IllegalArgumentException("Raft needs at least one consenter");
            }
            consenters = List.copyOf(consenters);
        }
    }

    /**
     * Byzantine faults: {@code BFT}.
     *
     * @param consenters four or more, of which fewer than a third may lie
     */
    record Bft(List<BftConsenter> consenters, BftOptions options) implements Consensus {
        private static final int MIN_CONSENTERS = 4;

        public Bft {
            if (consenters.size() < MIN_CONSENTERS) {
                throw new IllegalArgumentException(
                        "BFT needs at least 4 consenters to bear one fault, not " + consenters.size());
            }
            consenters = List.copyOf(consenters);
        }

        /** How many signatures make a block. */
        public int quorum() {
            return bftQuorum(consenters.size());
        }
    }

    /** How many of so many BFT consenters must sign a block (common/policies/bft.go, ComputeBFTQuorum). */
    static int bftQuorum(int consenters) {
        int faults = (consenters - 1) / 3;
        return (consenters + faults + 2) / 2;
    }

    /** An orderer of a Raft cluster; the certificates are the ones it shows on the cluster's own connections. */
    record RaftConsenter(Endpoint endpoint, X509Certificate clientTls, X509Certificate serverTls) {}

    /**
     * An orderer of a BFT cluster.
     *
     * @param id from 1, unique
     * @param identity its signing certificate
     */
    record BftConsenter(
            int id,
            Endpoint endpoint,
            String mspId,
            X509Certificate identity,
            X509Certificate clientTls,
            X509Certificate serverTls) {
        public BftConsenter {
            if (id < 1) {
                throw new IllegalArgumentException("BFT consenter " + id + ": ids start at 1");
            }
        }
    }

    /**
     * The times that decide how fast BFT cuts blocks and how fast it drops a dead leader.
     *
     * @param batchInterval how long a leader waits to fill a block
     * @param forwardTimeout when a request goes to the leader again
     * @param complainTimeout when a follower complains of the leader
     * @param heartbeatTimeout when a silent leader is dropped
     * @param viewChangeTimeout how long a change of leader may take
     */
    record BftOptions(
            Duration batchInterval,
            Duration forwardTimeout,
            Duration complainTimeout,
            Duration heartbeatTimeout,
            Duration viewChangeTimeout) {
        /** The same, with blocks cut at another interval. */
        public BftOptions withBatchInterval(Duration interval) {
            return new BftOptions(interval, forwardTimeout, complainTimeout, heartbeatTimeout, viewChangeTimeout);
        }

        /**
         * SmartBFT's own defaults (pkg/types/config.go), but for two. The heartbeat, 60 s there, is what notices a dead
         * leader; a shorter complaint would do so too, but it depends on the load, and followers that complain of a
         * leader at work change views without end. The change of leader, 20 s there, sends its data once
         * (internal/bft/viewchanger.go): where the next leader is not reached yet, as after a start of all orderers,
         * only this time-out begins the next change. It grows with each try, so that a loaded cluster gets its time.
         */
        public static BftOptions defaults() {
            return new BftOptions(
                    Duration.ofMillis(50),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(10));
        }
    }
}
