package org.touchmark.domain.custody;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;

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
    record HandedOver(OperationId handOff) implements Placement {
        @Override
        public JsonObject.Builder write(JsonObject.Builder json) {
            return json.put("handOff", handOff.value());
        }
    }

    /** In a container, and wherever that is. */
    record In(Sscc container) implements Placement {
        @Override
        public JsonObject.Builder write(JsonObject.Builder json) {
            return json.put("in", container.digits());
        }
    }

    static Placement read(JsonObject json) {
        if (json.has("in")) {
            return new In(new Sscc(json.text("in")));
        }
        return json.has("handOff")
                ? new HandedOver(new OperationId(json.text("handOff")))
                : new With(new Gln(json.text("with")));
    }
}
