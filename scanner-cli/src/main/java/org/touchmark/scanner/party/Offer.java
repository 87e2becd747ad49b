package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Gln;

/**
 * Goods to hand to another party.
 *
 * @param to who is to receive them
 * @param goods which they are
 * @param deadline until when the other side may accept; the gateway's own choice if absent
 */
public record Offer(Gln to, Goods goods, @Nullable Instant deadline) {

    ObjectNode json() {
        ObjectNode json = goods.json().put("to", to.digits());
        if (deadline != null) {
            json.put("deadline", deadline.toString());
        }
        return json;
    }
}
