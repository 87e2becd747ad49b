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
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.scan.Scans;
import org.touchmark.gateway.custody.HandOffOrder;
import org.touchmark.gateway.custody.HandOffReplies;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.custody.Noted;
import org.touchmark.gateway.member.Member;

/** Offering, answering and reading hand-offs. */
final class HandOffRoutes {
    private static final String PATH = "/api/v1/hand-offs";
    private static final String ONE = PATH + "/{id}";

    private static final String PART = "part";
    private static final String ALL_BUT = "allBut";

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
        Noted<HandOffReading> offered = handOffs.offer(sender, order(body), Requests.idempotencyKey(ctx));
        GoodsJson.sayDoubles(ctx, body);
        ctx.header(
                Header.LOCATION, PATH + "/" + offered.result().handOff().offer().id());
        answer(ctx.status(201), offered);
    }

    private void accept(Context ctx) throws IOException {
        Member receiver = authentication.require(ctx);
        HandOffId id = Requests.handOff(ctx);
        Optional<String> key = Requests.idempotencyKey(ctx);
        JsonObject body = GoodsJson.optionalBody(ctx)
                .orElseGet(() -> JsonObject.builder().build())
                .requireOnly(PART, ALL_BUT);
        if (body.has(PART) && body.has(ALL_BUT)) {
            throw body.refused(ALL_BUT, "say what is taken, or what is not, and not both");
        }
        for (String share : List.of(PART, ALL_BUT)) {
            if (body.has(share)) {
                GoodsJson.sayDoubles(ctx, body.object(share));
            }
        }
        if (body.has(PART)) {
            answer(ctx, replies.acceptPart(receiver, id, GoodsJson.read(body.object(PART)), key));
        } else if (body.has(ALL_BUT)) {
            answer(ctx, replies.acceptAllBut(receiver, id, GoodsJson.read(body.object(ALL_BUT)), key));
        } else {
            answer(ctx, replies.accept(receiver, id, key));
        }
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
        answer(ctx, new Noted<>(handOff, List.of()));
    }

    private static void answer(Context ctx, Noted<HandOffReading> noted) {
        ctx.contentType(ContentType.APPLICATION_JSON)
                .result(Notices.with(HandOffJson.of(noted.result()), noted.notices())
                        .toString());
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
