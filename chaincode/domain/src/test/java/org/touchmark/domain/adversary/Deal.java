package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A hand-off: what was offered, until when, and how it ended. */
final class Deal {
    final String id;
    final String from;
    final String to;
    final List<Goods> goods;
    final Instant deadline;
    String state = "OFFERED";
    Set<Goods> taken = Set.of();

    Deal(String id, String from, String to, List<Goods> goods, Instant deadline) {
        this.id = id;
        this.from = from;
        this.to = to;
        this.goods = List.copyOf(goods);
        this.deadline = deadline;
    }

    boolean isOpen() {
        return state.equals("OFFERED");
    }

    boolean waitsAt(Instant at) {
        return isOpen() && !at.isAfter(deadline);
    }

    String holderOf(Goods one) {
        return taken.contains(one) ? to : from;
    }

    void lapse() {
        state = "LAPSED";
    }

    @Override
    public String toString() {
        return id.substring(14) + " " + from + ">" + to + " " + goods + " until " + deadline;
    }
}
