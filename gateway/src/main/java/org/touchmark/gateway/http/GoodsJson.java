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

    /** Says in a header of the answer which of the scanned names were counted once only. */
    static void sayDoubles(Context ctx, JsonObject json) {
        List<String> said = new ArrayList<>();
        addDoubles(json, "links", said);
        addDoubles(json, "containers", said);
        if (json.has("goods")) {
            json.objects("goods").forEach(one -> addDoubles(one, "links", said));
        }
        if (!said.isEmpty()) {
            ctx.header(DOUBLES, String.join("; ", said));
        }
    }

    private static void addDoubles(JsonObject json, String field, List<String> said) {
        List<Doubles.Repeat> doubles = json.has(field) ? Doubles.of(json.texts(field)) : List.of();
        if (!doubles.isEmpty()) {
            said.add(Doubles.said(field, doubles));
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
