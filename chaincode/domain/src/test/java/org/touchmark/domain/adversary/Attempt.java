package org.touchmark.domain.adversary;

import java.util.List;

/**
 * A call, and what it should do.
 *
 * @param acts one, or those of the calls that it is made of
 */
record Attempt(Court.Sent sent, List<Act> acts) {
    Attempt {
        acts = List.copyOf(acts);
    }

    Act act() {
        return acts.get(0);
    }

    boolean isTogether() {
        return sent.function().equals("calls:Together");
    }

    @Override
    public String toString() {
        return sent.function() + " " + acts;
    }
}
