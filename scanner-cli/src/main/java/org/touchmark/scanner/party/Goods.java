package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.gs1.Sscc;

/**
 * Things as whoever holds them names them.
 *
 * @param batch the one that the units are of; absent for scanned units of any batch
 * @param units loose units; absent for containers alone
 * @param containers cases and pallets, each with all that is in it
 */
public record Goods(@Nullable BatchKey batch, @Nullable Units units, List<Sscc> containers) {

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

    public Goods {
        containers = List.copyOf(containers);
        if (units == null && containers.isEmpty()) {
            throw new IllegalArgumentException(
                    "no goods: name containers with --container, or units with --links, --serial or --all");
        }
        if (batch == null && (units instanceof All || units instanceof BySerial)) {
            throw new IllegalArgumentException("units by serial, or all of a batch: say which with --gtin and --lot");
        }
    }

    /** Units of one batch, without containers. */
    public static Goods of(BatchKey batch, Units units) {
        return new Goods(batch, units, List.of());
    }

    private static List<String> checked(List<String> units) {
        if (units.isEmpty() || units.size() > Consignment.MAX_UNITS) {
            throw new IllegalArgumentException("%,d units: a hand-off carries 1 to %,d; make several"
                    .formatted(units.size(), Consignment.MAX_UNITS));
        }
        return List.copyOf(units);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (batch != null && units != null) {
            json.put("gtin", batch.gtin().digits()).put("lot", batch.lot().value());
        }
        if (units instanceof BySerial bySerial) {
            addAll(json.putArray("serials"), bySerial.serials());
        } else if (units instanceof ByLink byLink) {
            addAll(json.putArray("links"), byLink.links());
        } else if (units instanceof All) {
            json.put("serials", "all");
        }
        if (!containers.isEmpty()) {
            addAll(
                    json.putArray("containers"),
                    containers.stream().map(Sscc::digits).toList());
        }
        return json;
    }

    private static void addAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
