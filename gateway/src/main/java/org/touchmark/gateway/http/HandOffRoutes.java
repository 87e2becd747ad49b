package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.scan.Scans;
import org.touchmark.gateway.custody.HandOffOrder;
import org.touchmark.gateway.custody.HandOffReplies;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.member.Member;

/** Offering, answering and reading hand-offs. */
final class HandOffRoutes {
    private static final String PATH = "/api/v1/hand-offs";
    private static final String ONE = PATH + "/{id}";

    private final Authentication authentication;
    private final HandOffs handOffs;
    private final HandOffReplies replies;

    HandOffRoutes(Authentication authentication, HandOffs handOffs, HandOffReplies replies) {
        this.authentication = authentication;
        this.handOffs = handOffs;
        this.replies = replies;
    }

    void install(RoutesConfig routes) {
        routes.post(PATH, this::offer);
        routes.get(ONE, this::read);
        routes.post(ONE + "/accept", this::accept);
        routes.post(ONE + "/refuse", ctx -> reply(ctx, replies::refuse));
        routes.post(ONE + "/cancel", ctx -> reply(ctx, replies::cancel));
        routes.post(ONE + "/lapse", ctx -> reply(ctx, replies::lapse));
    }

    /** What one side says to a hand-off, without more words. */
    private interface Reply {
        HandOffReading by(Member member, HandOffId id, Optional<String> idempotencyKey);
    }

    private void offer(Context ctx) throws IOException {
        Member sender = authentication.require(ctx);
        JsonObject body = GoodsJson.body(ctx);
        HandOffReading offered = handOffs.offer(sender, order(body), Requests.idempotencyKey(ctx));
        GoodsJson.sayDoubles(ctx, body);
        ctx.header(Header.LOCATION, PATH + "/" + offered.handOff().offer().id());
        answer(ctx.status(201), offered);
    }

    private void accept(Context ctx) throws IOException {
        Member receiver = authentication.require(ctx);
        HandOffId id = Requests.handOff(ctx);
        Optional<String> key = Requests.idempotencyKey(ctx);
        Optional<JsonObject> part = GoodsJson.optionalBody(ctx)
                .flatMap(body -> Optional.ofNullable(body.requireOnly("part").optionalObject("part")));
        part.ifPresent(named -> GoodsJson.sayDoubles(ctx, named));
        answer(
                ctx,
                part.isPresent()
                        ? replies.acceptPart(receiver, id, GoodsJson.read(part.get()), key)
                        : replies.accept(receiver, id, key));
    }

    private void reply(Context ctx, Reply reply) {
        Member member = authentication.require(ctx);
        answer(ctx, reply.by(member, Requests.handOff(ctx), Requests.idempotencyKey(ctx)));
    }

    private void read(Context ctx) {
        Member member = authentication.require(ctx);
        answer(ctx, handOffs.read(member, Requests.handOff(ctx)));
    }

    private static void answer(Context ctx, HandOffReading handOff) {
        ctx.contentType(ContentType.APPLICATION_JSON)
                .result(HandOffJson.of(handOff).toString());
    }

    private static HandOffOrder order(JsonObject json) {
        return new HandOffOrder(
                Scans.gln(json.text("to")),
                GoodsJson.read(json, "to", "deadline"),
                Optional.ofNullable(json.optionalText("deadline")).map(text -> instant(json, text)));
    }

    private static Instant instant(JsonObject json, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw json.refused("deadline", "is not an instant such as 2027-05-31T12:00:00Z");
        }
    }
}
