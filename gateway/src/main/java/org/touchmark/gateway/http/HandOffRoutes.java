package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.gateway.custody.HandOffOrder;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.member.Member;

/** Offering, accepting and reading hand-offs. */
final class HandOffRoutes {
    private static final String PATH = "/api/v1/hand-offs";
    private static final long MAX_BODY_BYTES = 4L << 20;
    private static final List<String> SOURCES = List.of("serials", "links", "received");

    private final Authentication authentication;
    private final HandOffs handOffs;

    HandOffRoutes(Authentication authentication, HandOffs handOffs) {
        this.authentication = authentication;
        this.handOffs = handOffs;
    }

    void install(RoutesConfig routes) {
        routes.post(PATH, this::offer);
        routes.get(PATH + "/{id}", this::read);
        routes.post(PATH + "/{id}/accept", this::accept);
    }

    private void offer(Context ctx) throws IOException {
        Member sender = authentication.require(ctx);
        if (!Requests.mediaType(ctx).equals("application/json")) {
            throw Requests.unsupported(ctx, "application/json").asException();
        }
        byte[] body = new LimitedInput(ctx.bodyInputStream(), MAX_BODY_BYTES).readAllBytes();
        HandOff handOff =
                handOffs.offer(sender, order(CanonicalJson.parseAnyOrder(body)), Requests.idempotencyKey(ctx));
        ctx.header(Header.LOCATION, PATH + "/" + handOff.offer().id());
        answer(ctx.status(201), handOff);
    }

    private void accept(Context ctx) {
        Member receiver = authentication.require(ctx);
        answer(ctx, handOffs.accept(receiver, Requests.handOff(ctx), Requests.idempotencyKey(ctx)));
    }

    private void read(Context ctx) {
        Member member = authentication.require(ctx);
        answer(ctx, handOffs.read(member, Requests.handOff(ctx)));
    }

    private static void answer(Context ctx, HandOff handOff) {
        ctx.contentType(ContentType.APPLICATION_JSON).result(handOff.toJson().toString());
    }

    private static HandOffOrder order(JsonObject json) {
        json.requireOnly("to", "gtin", "lot", "serials", "links", "received", "deadline");
        return new HandOffOrder(
                new Gln(json.text("to")),
                Gtin.parse(json.text("gtin")),
                new Lot(json.text("lot")),
                units(json),
                Optional.ofNullable(json.optionalText("deadline")).map(text -> instant(json, text)));
    }

    private static HandOffOrder.Units units(JsonObject json) {
        if (Stream.of("serials", "links", "received").filter(json::has).count() != 1) {
            throw json.refused("serials", "give one of " + SOURCES + ", to say which units");
        }
        if (json.has("links")) {
            return new HandOffOrder.Links(json.texts("links"));
        }
        if (json.has("received")) {
            return new HandOffOrder.Received(new OperationId(json.text("received")));
        }
        if (json.members().get("serials") instanceof JsonValue.Text text) {
            if (!text.value().equals("all")) {
                throw json.refused("serials", "is \"" + text.value() + "\", should be a list or \"all\"");
            }
            return new HandOffOrder.All();
        }
        return new HandOffOrder.Serials(
                json.texts("serials").stream().map(SerialNumber::new).toList());
    }

    private static Instant instant(JsonObject json, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw json.refused("deadline", "is not an instant such as 2027-05-31T12:00:00Z");
        }
    }
}
