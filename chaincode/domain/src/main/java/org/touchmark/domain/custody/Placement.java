package org.touchmark.domain.custody;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;

/**
 * Where a unit or a container is, as the one pointer that it has: so it is in one place, and whoever asks for its custodian
 * follows at most one pointer a level of containers and one hand-off.
 */
public sealed interface Placement {

    JsonObject.Builder write(JsonObject.Builder json);

    /** With a party, by itself. */
    record With(Gln custodian) implements Placement {
        @Override
        public JsonObject.Builder write(JsonObject.Builder json) {
            return json.put("with", custodian.digits());
        }
    }

    /** Where a hand-off took it: with its receiver, its sender, or on its way. */
    record HandedOver(HandOffId handOff) implements Placement {
        @Override
        public JsonObject.Builder write(JsonObject.Builder json) {
            return json.put("handOff", handOff.value());
        }
    }

    /**
     * In a container, and wherever that is.
     *
     * @param since the container's sequence when it came in; 0 at birth. What happened to the container up to there did not
     *     happen to it
     * @param hands how many hand-offs more than the container it had been through then; fewer are below 0
     */
    record In(Sscc container, long since, int hands) implements Placement {
        @Override
        public JsonObject.Builder write(JsonObject.Builder json) {
            json.put("in", container.digits()).put("since", since);
            return hands == 0 ? json : json.put("hands", hands);
        }
    }

    static Placement read(JsonObject json) {
        if (json.has("in")) {
            return new In(
                    new Sscc(json.text("in")),
                    json.number("since"),
                    json.has("hands") ? json.integer("hands", Integer.MIN_VALUE, Integer.MAX_VALUE) : 0);
        }
        return json.has("handOff")
                ? new HandedOver(new HandOffId(json.text("handOff")))
                : new With(new Gln(json.text("with")));
    }

    /** Whether it is in that container. */
    default boolean isIn(Sscc container) {
        return this instanceof In in && in.container().equals(container);
    }
}
