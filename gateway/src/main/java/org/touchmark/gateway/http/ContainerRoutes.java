package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.util.Optional;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.scan.Scans;
import org.touchmark.gateway.container.Containers;
import org.touchmark.gateway.custody.GoodsOrder;
import org.touchmark.gateway.custody.Noted;
import org.touchmark.gateway.ledger.ContainerLedger.Moved;
import org.touchmark.gateway.member.Member;

/** Cases and pallets: making, filling, emptying, closing, opening and reading them. */
final class ContainerRoutes {
    private static final String PATH = "/api/v1/containers";
    private static final String ONE = PATH + "/{sscc}";

    private final Authentication authentication;
    private final Containers containers;

    ContainerRoutes(Authentication authentication, Containers containers) {
        this.authentication = authentication;
        this.containers = containers;
    }

    void install(RoutesConfig routes) {
        routes.post(PATH, this::create);
        routes.get(ONE, this::read);
        routes.get(ONE + "/contents", this::contents);
        routes.post(ONE + "/pack", ctx -> move(ctx, containers::pack));
        routes.post(ONE + "/unpack", ctx -> move(ctx, containers::unpack));
        routes.post(ONE + "/repack", this::repack);
        routes.post(ONE + "/seal", ctx -> change(ctx, containers::seal));
        routes.post(ONE + "/unseal", ctx -> change(ctx, containers::unseal));
    }

    private interface Move {
        Noted<Moved> by(Member holder, Sscc container, GoodsOrder things, Optional<String> idempotencyKey);
    }

    private interface Change {
        ContainerRecord by(Member holder, Sscc container, Optional<String> idempotencyKey);
    }

    private void create(Context ctx) throws IOException {
        Member owner = authentication.require(ctx);
        JsonObject body = GoodsJson.body(ctx).requireOnly("sscc", "level");
        int level = body.has("level") ? body.integer("level", 1, PlanRun.MAX_LEVEL) : 1;
        ContainerRecord made =
                containers.create(owner, Scans.sscc(body.text("sscc")), level, Requests.idempotencyKey(ctx));
        ctx.header(Header.LOCATION, PATH + "/" + made.sscc());
        answer(ctx.status(201), made.toJson());
    }

    private void read(Context ctx) {
        Member member = authentication.require(ctx);
        answer(ctx, containers.read(member, Requests.sscc(ctx)).toJson());
    }

    private void contents(Context ctx) {
        Member member = authentication.require(ctx);
        int from = Requests.number(ctx, "from", 0);
        answer(ctx, containers.contents(member, Requests.sscc(ctx), from).toJson());
    }

    private void move(Context ctx, Move move) throws IOException {
        Member holder = authentication.require(ctx);
        JsonObject body = GoodsJson.body(ctx);
        GoodsOrder things = GoodsJson.read(body);
        GoodsJson.sayDoubles(ctx, body);
        answer(ctx, json(move.by(holder, Requests.sscc(ctx), things, Requests.idempotencyKey(ctx))));
    }

    private void repack(Context ctx) throws IOException {
        Member holder = authentication.require(ctx);
        JsonObject body = GoodsJson.body(ctx);
        GoodsOrder things = GoodsJson.read(body, "into");
        GoodsJson.sayDoubles(ctx, body);
        Sscc into = Scans.sscc(body.text("into"));
        answer(ctx, json(containers.repack(holder, Requests.sscc(ctx), into, things, Requests.idempotencyKey(ctx))));
    }

    private void change(Context ctx, Change change) {
        Member holder = authentication.require(ctx);
        answer(
                ctx,
                change.by(holder, Requests.sscc(ctx), Requests.idempotencyKey(ctx))
                        .toJson());
    }

    /** As the contract answers, so that an operation that is found out later tells the same. */
    private static JsonObject json(Noted<Moved> noted) {
        JsonObject moved = JsonObject.builder()
                .put("units", noted.result().units())
                .put("containers", noted.result().containers())
                .build();
        return Notices.with(moved, noted.notices());
    }

    private static void answer(Context ctx, JsonObject json) {
        ctx.contentType(ContentType.APPLICATION_JSON).result(json.toString());
    }
}
