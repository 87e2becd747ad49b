package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.gs1.Gln;

/**
 * Units to hand to another party.
 *
 * @param to who is to receive them
 * @param batch the batch they are of
 * @param units which they are
 * @param deadline until when the other side may accept; the gateway's own choice if absent
 */
public record Offer(
        Gln to, BatchKey batch, Units units, @Nullable Instant deadline) {

    /** Which units. */
    public sealed interface Units {}

    /** All units of the batch; for the brand that made it. */
    public record All() implements Units {}

    /** Units by serial; for the brand, which alone can tell a unit's digest from its serial. */
    public record BySerial(List<String> serials) implements Units {

        public BySerial {
            serials = checked(serials);
        }
    }

    /** Units by their labels' links, as a receiver scans them. */
    public record ByLink(List<String> links) implements Units {

        public ByLink {
            links = checked(links);
        }
    }

    private static List<String> checked(List<String> units) {
        if (units.isEmpty() || units.size() > Consignment.MAX_UNITS) {
            throw new IllegalArgumentException("%,d units: a hand-off carries 1 to %,d; make several"
                    .formatted(units.size(), Consignment.MAX_UNITS));
        }
        return List.copyOf(units);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("to", to.digits())
                .put("gtin", batch.gtin().digits())
                .put("lot", batch.lot().value());
        if (units instanceof BySerial bySerial) {
            addAll(json.putArray("serials"), bySerial.serials());
        } else if (units instanceof ByLink byLink) {
            addAll(json.putArray("links"), byLink.links());
        } else {
            json.put("serials", "all");
        }
        if (deadline != null) {
            json.put("deadline", deadline.toString());
        }
        return json;
    }

    private static void addAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
