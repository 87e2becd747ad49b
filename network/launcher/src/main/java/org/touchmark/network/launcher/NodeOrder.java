package org.touchmark.network.launcher;

import java.util.Locale;
import org.touchmark.network.Node;

/** What a person has a running network do to one of its nodes. */
enum NodeOrder {
    STOP {
        @Override
        String carryOut(Node node) {
            if (node.health() == Node.Health.DOWN) {
                return node.name() + " is down already.";
            }
            node.stop();
            return node.name() + " is down; network/node start " + node.name() + " starts it again.";
        }
    },
    START {
        @Override
        String carryOut(Node node) {
            if (node.health() == Node.Health.UP) {
                return node.name() + " is up already.";
            }
            node.restart();
            return node.name() + " is up.";
        }
    },
    RESTART {
        @Override
        String carryOut(Node node) {
            node.restart();
            return node.name() + " is up.";
        }
    };

    /** Does it, and says what became of the node. */
    abstract String carryOut(Node node);

    /** Where the network is told. */
    String path() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }
}
