package org.touchmark.domain.scan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Element;

/** What a code names that is good by GS1's rules and names no unit with a label. */
public enum Thing {
    PRODUCT_CODE(
            "A product's code without a serial", "GTIN", "It is the same on every piece; scan the unit's own label."),
    BATCH_CODE(
            "A batch's code without a serial", "GTIN", "It is the same on the whole batch; scan the unit's own label."),
    ITEM_CODE(
            "A unit's code without its maker's proof",
            "GTIN",
            "It names a unit, and neither link nor secret with it: scan the QR code of the unit's label."),
    PIECE_CODE("The code of a piece of a trade item (ITIP)", "ITIP", "Scan the label of the whole unit."),
    CONTAINER_CODE(
            "A pallet's or case's code (SSCC)",
            "SSCC",
            "Cases and pallets are named as containers; what is in them has labels of its own."),
    CONTENT_CODE(
            "The code of what a pallet or case holds", "GTIN", "Scan the SSCC beside it, or the units' own labels."),
    LOCATION_CODE("A location's or company's code (GLN)", "GLN", "It names a place or a company and no goods."),
    RETURNABLE_ASSET_CODE("A returnable asset's code (GRAI)", "GRAI", "Scan what is in it."),
    ASSET_CODE("An asset's code (GIAI)", "GIAI", "Assets are not registered here."),
    DOCUMENT_CODE("A document's code (GDTI)", "GDTI", "Documents are not registered here."),
    COUPON_CODE("A coupon's code", "coupon", "Coupons are not registered here."),
    CONSIGNMENT_CODE("A consignment's code (GINC)", "GINC", "Scan the pallets or units that it is made of."),
    SHIPMENT_CODE("A shipment's code (GSIN)", "GSIN", "Scan the pallets or units that it is made of."),
    PART_CODE("A component's or part's code (CPID)", "CPID", "Scan the label of the unit that it is for."),
    MODEL_CODE("A model's code (GMN)", "GMN", "It is the same on every piece; scan the unit's own label."),
    SERVICE_CODE("The code of a service's provider or recipient (GSRN)", "GSRN", "It names no goods."),
    MADE_TO_ORDER_CODE("The code of a product made to order", "GTIN", "Scan the unit's own label."),
    DATA_CODE("GS1 data that names no thing", "data", "It goes with another code on the same thing; scan that one.");

    /** Which identifier names which thing, the first that is there. */
    private static final Map<String, Thing> BY_KEY = Map.ofEntries(
            Map.entry("00", CONTAINER_CODE),
            Map.entry("01", PRODUCT_CODE),
            Map.entry("02", CONTENT_CODE),
            Map.entry("03", MADE_TO_ORDER_CODE),
            Map.entry("253", DOCUMENT_CODE),
            Map.entry("255", COUPON_CODE),
            Map.entry("401", CONSIGNMENT_CODE),
            Map.entry("402", SHIPMENT_CODE),
            Map.entry("410", LOCATION_CODE),
            Map.entry("411", LOCATION_CODE),
            Map.entry("412", LOCATION_CODE),
            Map.entry("413", LOCATION_CODE),
            Map.entry("414", LOCATION_CODE),
            Map.entry("415", LOCATION_CODE),
            Map.entry("416", LOCATION_CODE),
            Map.entry("417", LOCATION_CODE),
            Map.entry("8003", RETURNABLE_ASSET_CODE),
            Map.entry("8004", ASSET_CODE),
            Map.entry("8006", PIECE_CODE),
            Map.entry("8010", PART_CODE),
            Map.entry("8013", MODEL_CODE),
            Map.entry("8017", SERVICE_CODE),
            Map.entry("8018", SERVICE_CODE),
            Map.entry("8110", COUPON_CODE),
            Map.entry("8112", COUPON_CODE));

    /** Keys of things first: a pallet's code may say where it goes, and what it holds. */
    private static final List<String> ORDER = List.of(
            "01", "00", "03", "8006", "8003", "8004", "8010", "8013", "8017", "8018", "253", "255", "401", "402", "02",
            "8110", "8112", "414", "417", "415", "410", "411", "412", "413", "416");

    private final String headline;
    private final String key;
    private final String wayOut;

    Thing(String headline, String key, String wayOut) {
        this.headline = headline;
        this.key = key;
        this.wayOut = wayOut;
    }

    /** What it is, in one line for people. */
    public String headline() {
        return headline;
    }

    /** What to do instead, in one sentence. */
    public String wayOut() {
        return wayOut;
    }

    /** Its name in JSON: the code of the reason that an answer gives. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The thing with this name in JSON. */
    public static Optional<Thing> find(String wire) {
        return Arrays.stream(values())
                .filter(thing -> thing.wire().equals(wire))
                .findFirst();
    }

    /** What these elements name. */
    static Thing of(List<Element> elements) {
        List<String> present = elements.stream().map(Element::ai).toList();
        Thing thing = Optional.ofNullable(naming(present)).map(BY_KEY::get).orElse(DATA_CODE);
        return thing == PRODUCT_CODE && present.contains("10") ? BATCH_CODE : thing;
    }

    /** The key and its value, such as "SSCC 106141411234567897"; empty where none names a thing. */
    String named(List<Element> elements) {
        String naming = naming(elements.stream().map(Element::ai).toList());
        return elements.stream()
                .filter(element -> element.ai().equals(naming))
                .findFirst()
                .map(element -> key + " " + element.value())
                .orElse("");
    }

    private static @Nullable String naming(List<String> present) {
        return ORDER.stream().filter(present::contains).findFirst().orElse(null);
    }
}
