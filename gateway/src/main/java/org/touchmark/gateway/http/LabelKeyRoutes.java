package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.gateway.labelkey.HeldLabelKey;
import org.touchmark.gateway.labelkey.LabelKeys;
import org.touchmark.gateway.member.Member;

/** A brand's label keys: which there are, a new one, and one less. */
final class LabelKeyRoutes {
    private static final String PATH = "/api/v1/label-keys";

    private final Authentication authentication;
    private final LabelKeys labelKeys;

    LabelKeyRoutes(Authentication authentication, LabelKeys labelKeys) {
        this.authentication = authentication;
        this.labelKeys = labelKeys;
    }

    void install(RoutesConfig routes) {
        routes.get(PATH, this::list);
        routes.post(PATH, this::rotate);
        routes.post(PATH + "/{keyId}/revoke", this::revoke);
    }

    private void list(Context ctx) {
        Member member = authentication.require(ctx);
        JsonArray keys = JsonArray.of(labelKeys.list(member), HeldLabelKey::toJson);
        ctx.contentType(ContentType.APPLICATION_JSON).result(CanonicalJson.write(keys));
    }

    private void rotate(Context ctx) {
        Member brand = authentication.require(ctx);
        answer(ctx.status(201), labelKeys.rotate(brand, Requests.idempotencyKey(ctx)));
    }

    private void revoke(Context ctx) {
        Member brand = authentication.require(ctx);
        LabelKeyId id = LabelKeyId.parse(ctx.pathParam("keyId"));
        answer(ctx, labelKeys.revoke(brand, id, Requests.idempotencyKey(ctx)));
    }

    private static void answer(Context ctx, LabelKey key) {
        ctx.contentType(ContentType.APPLICATION_JSON).result(key.toJson().toString());
    }
}
