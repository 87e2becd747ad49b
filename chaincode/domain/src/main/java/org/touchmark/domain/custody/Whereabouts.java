package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.gs1.Gln;

/**
 * Who has a thing and how that is known.
 *
 * @param custodian who holds it, or held it last while it is in transit
 * @param inTransit whether a hand-off waits to be answered
 * @param handOff the one that took it, or the outermost container it is in, where it is
 * @param path the containers that it is in, the innermost first
 * @param since the newest timestamp of all that was followed
 */
public record Whereabouts(
        Gln custodian, boolean inTransit, Optional<HandOff> handOff, List<ContainerRecord> path, Instant since) {
    public Whereabouts {
        path = List.copyOf(path);
    }
}
