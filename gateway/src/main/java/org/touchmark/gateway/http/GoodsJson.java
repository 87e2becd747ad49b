package org.touchmark.gateway.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.scan.Doubles;
import org.touchmark.domain.scan.Scans;
import org.touchmark.gateway.custody.GoodsOrder;

/**
 * Reads goods from JSON: {@code gtin}, {@code lot} with one of {@code serials}, {@code links}, {@code received};
 * {@code containers}; and {@code goods}, a list of objects with the first five, for units of several batches.
 */
final class GoodsJson {
    private static final long MAX_BODY_BYTES = 4L << 20;
    private static final String DOUBLES = "Touchmark-Doubles";
    private static final List<String> SOURCES = List.of("serials", "links", "received");
    private static final String[] UNITS = {"gtin", "lot", "serials", "links", "received"};
    private static final String[] ALL = {"gtin", "lot", "serials", "links", "received", "goods", "containers"};

    private GoodsJson() {}

    /** The body, which must be JSON. */
    static JsonObject body(Context ctx) throws IOException {
        if (!Requests.mediaType(ctx).equals("application/json")) {
            throw Requests.unsupported(ctx, "application/json").asException();
        }
        return CanonicalJson.parseAnyOrder(bytes(ctx));
    }

    /** The body, where one is given. */
    static Optional<JsonObject> optionalBody(Context ctx) throws IOException {
        byte[] body = bytes(ctx);
        return body.length == 0 ? Optional.empty() : Optional.of(CanonicalJson.parseAnyOrder(body));
    }

    /** The goods that an object names, among these other fields of its own. */
    static GoodsOrder read(JsonObject json, String... others) {
        json.requireOnly(
                Stream.concat(Arrays.stream(ALL), Arrays.stream(others)).toArray(String[]::new));
        List<GoodsOrder.Units> units = new ArrayList<>();
        if (Arrays.stream(UNITS).anyMatch(json::has)) {
            units.add(units(json));
        }
        if (json.has("goods")) {
            json.objects("goods").forEach(one -> units.add(units(one.requireOnly(UNITS))));
        }
        List<Sscc> containers = json.has("containers")
                ? json.texts("containers").stream().map(Scans::sscc).toList()
                : List.of();
        if (units.isEmpty() && containers.isEmpty()) {
            throw json.refused("containers", "name containers, or units by one of " + SOURCES + "; nothing is named");
        }
        return new GoodsOrder(units, containers);
    }

    /** Says in a header of the answer which of the scanned names were counted once only, in one list or in two. */
    static void sayDoubles(Context ctx, JsonObject json) {
        List<String> said = new ArrayList<>();
        sayLinks(groups(json), said);
        List<Doubles.Repeat> containers = json.has("containers") ? Doubles.of(json.texts("containers")) : List.of();
        if (!containers.isEmpty()) {
            said.add(Doubles.said("containers", containers));
        }
        if (!said.isEmpty()) {
            ctx.header(DOUBLES, String.join("; ", said));
        }
    }

    /** The objects that name units, in the order in which {@link #read} takes them and errors number them. */
    private static List<JsonObject> groups(JsonObject json) {
        List<JsonObject> groups = new ArrayList<>();
        if (Arrays.stream(UNITS).anyMatch(json::has)) {
            groups.add(json);
        }
        if (json.has("goods")) {
            groups.addAll(json.objects("goods"));
        }
        return groups;
    }

    private static void sayLinks(List<JsonObject> groups, List<String> said) {
        List<String> links = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            List<String> own =
                    groups.get(group).has("links") ? groups.get(group).texts("links") : List.of();
            links.addAll(own);
            for (int i = 1; i <= own.size(); i++) {
                places.add("group " + (group + 1) + ", links " + i);
            }
        }
        List<Doubles.Repeat> doubles = Doubles.of(links);
        if (!doubles.isEmpty() && groups.size() == 1) {
            said.add(Doubles.said("links", doubles));
        } else {
            doubles.forEach(one -> said.add(places.get(one.position() - 1) + " (as " + places.get(one.first() - 1)
                    + ") names what an earlier one names: counted once"));
        }
    }

    private static GoodsOrder.Units units(JsonObject json) {
        if (SOURCES.stream().filter(json::has).count() != 1) {
            throw json.refused("serials", "give one of " + SOURCES + ", to say which units");
        }
        if (json.has("links")) {
            return new GoodsOrder.Links(optionalBatch(json), json.texts("links"));
        }
        if (json.has("received")) {
            return new GoodsOrder.Received(optionalBatch(json), new HandOffId(json.text("received")));
        }
        if (json.members().get("serials") instanceof JsonValue.Text text) {
            if (!text.value().equals("all")) {
                throw json.refused("serials", "is \"" + text.value() + "\", should be a list or \"all\"");
            }
            return new GoodsOrder.All(batch(json));
        }
        return new GoodsOrder.Serials(
                batch(json),
                json.texts("serials").stream().map(SerialNumber::new).toList());
    }

    private static Optional<GoodsOrder.Batch> optionalBatch(JsonObject json) {
        return json.has("gtin") || json.has("lot") ? Optional.of(batch(json)) : Optional.empty();
    }

    private static GoodsOrder.Batch batch(JsonObject json) {
        return new GoodsOrder.Batch(Scans.gtin(json.text("gtin")), new Lot(json.text("lot")));
    }

    private static byte[] bytes(Context ctx) throws IOException {
        int length = ctx.contentLength();
        boolean isShort = length >= 0 && length <= Requests.MAX_JSON_BYTES;
        return Requests.body(ctx, MAX_BODY_BYTES, isShort ? BodyPace.FIELDS : BodyPace.GOODS);
    }
}
