package org.touchmark.domain.custody;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.status.Subject;

/**
 * What a receiver leaves with the sender of what it takes over, such as the cases that a pallet lacks. They go out of the
 * containers that they were in, as if their sender had taken them out before: what is inside them was never the receiver's.
 */
record Shortfall(Call call, HandOff handOff, Part part, Attempts attempts) {

    /**
     * Takes the containers out.
     *
     * @throws RefusedException CONTAINER_UNKNOWN, NOT_OFFERED
     */
    void leave() {
        SortedMap<Sscc, Integer> putIn = new TreeMap<>();
        for (Sscc sscc : part.less()) {
            attempts.with(new Subject.OfContainer(sscc), () -> leave(Custody.container(call.state(), sscc), putIn));
        }
        putIn.forEach(this::changed);
    }

    private void leave(ContainerRecord container, SortedMap<Sscc, Integer> putIn) {
        Holding holding = Holding.of(call, container);
        requireInside(container, holding.whereabouts());
        Placement.In in = (Placement.In) container.course().placement();
        boolean listed = in.since() > 0;
        if (listed) {
            Insides.remove(call.state(), in.container(), container.subject());
        }
        putIn.merge(in.container(), listed ? 1 : 0, Integer::sum);
        Custody.write(
                call.state(),
                container.on(holding.departed(
                        course -> new Placement.With(handOff.offer().from()), call.time())));
    }

    private void changed(Sscc around, int taken) {
        ContainerRecord container = Custody.container(call.state(), around);
        ContainerRecord settled = container.on(Holding.of(call, container).settled());
        settled.after(ContainerEvent.FALL_SHORT);
        Custody.write(call.state(), settled.holding(container.putIn() - taken, call.time()));
    }

    private void requireInside(ContainerRecord container, Whereabouts whereabouts) {
        List<Sscc> around =
                whereabouts.path().stream().map(ContainerRecord::sscc).toList();
        boolean along = !around.isEmpty()
                && part.taken().containers().contains(around.get(around.size() - 1))
                && whereabouts
                        .handOff()
                        .map(HandOff::offer)
                        .map(Offer::id)
                        .filter(handOff.offer().id()::equals)
                        .isPresent();
        if (!along) {
            throw new RefusedException(
                    ErrorCode.NOT_OFFERED,
                    container.subject() + " is in none of the containers that are taken of hand-off "
                            + handOff.offer().id() + ", so it can't be left with the sender");
        }
        around.stream().filter(part.less()::contains).findFirst().ifPresent(outer -> {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    container.subject() + " is in container " + outer + ", which is left with the sender already;"
                            + " name that alone");
        });
    }
}
