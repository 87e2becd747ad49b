package org.touchmark.gateway.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.scan.Scans;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.Problems;

/** Reads what routes share from a request. */
final class Requests {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int MAX_KEY_CHARACTERS = 200;
    static final long MAX_JSON_BYTES = 64 << 10;

    private Requests() {}

    static Gtin gtin(Context ctx) {
        return Scans.gtin(ctx.pathParam("gtin"));
    }

    static Lot lot(Context ctx) {
        return new Lot(ctx.pathParam("lot"));
    }

    static HandOffId handOff(Context ctx) {
        return new HandOffId(ctx.pathParam("id"));
    }

    static Sscc sscc(Context ctx) {
        return Scans.sscc(ctx.pathParam("sscc"));
    }

    /** The body, which is a JSON object of a few fields. */
    static JsonObject json(Context ctx) throws IOException {
        if (!mediaType(ctx).equals("application/json")) {
            throw unsupported(ctx, "application/json").asException();
        }
        return CanonicalJson.parseAnyOrder(body(ctx, MAX_JSON_BYTES, BodyPace.FIELDS));
    }

    /** The bytes of a body that is held in memory, of a caller whose token is good still when it is there. */
    static byte[] body(Context ctx, long maxBytes, BodyPace pace) throws IOException {
        byte[] body = LimitedInput.of(ctx, maxBytes, pace).readAllBytes();
        Authentication.again(ctx);
        return body;
    }

    static Optional<String> idempotencyKey(Context ctx) {
        String key = ctx.header(IDEMPOTENCY_KEY);
        if (key != null && (key.isBlank() || key.length() > MAX_KEY_CHARACTERS)) {
            throw Problems.badRequest(IDEMPOTENCY_KEY + ": 1 to " + MAX_KEY_CHARACTERS + " characters.")
                    .asException();
        }
        return Optional.ofNullable(key);
    }

    /** The query's parameters, each once. */
    static Map<String, String> query(Context ctx) {
        Map<String, String> fields = new TreeMap<>();
        ctx.queryParamMap().forEach((name, values) -> {
            if (values.isEmpty()) {
                throw Problems.badRequest("The query's \"" + name + "\" is no percent-encoded UTF-8 text: behind each %"
                                + " stand two hex digits; a % itself is written %25.")
                        .asException();
            }
            if (values.size() != 1) {
                throw Problems.badRequest("The query gives \"" + name + "\" " + values.size() + " times.")
                        .asException();
            }
            fields.put(name, values.get(0));
        });
        return fields;
    }

    /** A parameter of the query that has to be there. */
    static String required(Context ctx, String name) {
        String value = query(ctx).getOrDefault(name, "");
        if (value.isBlank()) {
            throw Problems.badRequest("The query has no \"" + name + "\".").asException();
        }
        return value;
    }

    static int number(Context ctx, String name, int otherwise) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,8}")) {
            throw Problems.badRequest("The query's \"" + name + "\" is not a number of at most 8 digits.")
                    .asException();
        }
        return Integer.parseInt(text);
    }

    /** The body's media type without its parameters, in lower case; empty if there is none. */
    static String mediaType(Context ctx) {
        String type = ctx.contentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    static Problem unsupported(Context ctx, String wanted) {
        return Problem.of(
                415,
                "MEDIA_TYPE_UNSUPPORTED",
                "The body's media type is not read here",
                "The body is " + (mediaType(ctx).isEmpty() ? "of no media type" : mediaType(ctx)) + "; send " + wanted
                        + ".");
    }
}
