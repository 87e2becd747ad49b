package org.touchmark.domain.adversary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One step of a history: what is tried, and numbers that choose whom, what and when, each among what there is at that time. So a
 * history from which steps are dropped is a history still.
 */
record Step(Kind kind, List<Integer> picks) {
    static final int RANGE = 1_000;
    private static final int PICKS = 9;

    Step {
        picks = List.copyOf(picks);
    }

    /** What can be tried, and how often it is. */
    enum Kind {
        OFFER(16),
        ACCEPT(14),
        ACCEPT_PART(4),
        REFUSE(2),
        CANCEL(2),
        LAPSE(2),
        CREATE(3),
        PACK(10),
        UNPACK(7),
        REPACK(3),
        SEAL(7),
        UNSEAL(5),
        REPORT(16),
        UNDO(8),
        PROPOSE(3),
        VOTE(4),
        SUSPEND(2),
        REINSTATE(3),
        OPEN(2),
        ADD_PAGES(2),
        SEAL_BATCH(2),
        ABANDON(1),
        REGISTER_KEY(1),
        REVOKE_KEY(1),
        ADVANCE(2),
        TOGETHER(4),
        PASS(6),
        RELEASE(4),
        RESEND(3),
        RELAY(1),
        QUARREL(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final int WEIGHTS =
            Arrays.stream(Kind.values()).mapToInt(kind -> kind.weight).sum();

    static Step random(Random random) {
        int at = random.nextInt(WEIGHTS);
        int place = 0;
        while (at >= Kind.values()[place].weight) {
            at -= Kind.values()[place].weight;
            place++;
        }
        return new Step(
                Kind.values()[place],
                IntStream.range(0, PICKS).mapToObj(i -> random.nextInt(RANGE)).toList());
    }

    /** A step as {@link #toString} writes it; picks that are left out are 0. */
    static Step parse(String text) {
        String[] words = text.split(" ", -1);
        return new Step(
                Kind.valueOf(words[0]),
                IntStream.range(0, PICKS)
                        .mapToObj(i -> i + 1 < words.length ? Integer.valueOf(words[i + 1]) : 0)
                        .toList());
    }

    int pick(int place) {
        return picks.get(place);
    }

    /** One of so many, by a pick. */
    int of(int place, int many) {
        return picks.get(place) % many;
    }

    /** Whether a pick is among the first so many of a thousand. */
    boolean rarely(int place, int ofThousand) {
        return picks.get(place) >= RANGE - ofThousand;
    }

    Step with(int place, int pick) {
        List<Integer> other = new ArrayList<>(picks);
        other.set(place, pick);
        return new Step(kind, other);
    }

    @Override
    public String toString() {
        int last = PICKS;
        while (last > 0 && picks.get(last - 1) == 0) {
            last--;
        }
        return (kind + " "
                        + picks.subList(0, last).stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .strip();
    }
}
