package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.io.IOException;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.report.Standing;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.status.Reports;
import org.touchmark.gateway.status.SubjectName;

/** Reporting what became of goods, taking a report back, and reading what is reported. */
final class ReportRoutes {
    private static final String PATH = "/api/v1/reports";

    private final Authentication authentication;
    private final Reports reports;

    ReportRoutes(Authentication authentication, Reports reports) {
        this.authentication = authentication;
        this.reports = reports;
    }

    void install(RoutesConfig routes) {
        routes.post(PATH, this::report);
        routes.post(PATH + "/undo", this::undo);
        routes.get(PATH, this::read);
    }

    private void report(Context ctx) throws IOException {
        Member reporter = authentication.require(ctx);
        JsonObject order = Requests.json(ctx).requireOnly("subject", "status");
        answer(ctx.status(201), reports.report(reporter, subject(order), status(order), Requests.idempotencyKey(ctx)));
    }

    private void undo(Context ctx) throws IOException {
        Member reporter = authentication.require(ctx);
        JsonObject order = Requests.json(ctx).requireOnly("subject", "status");
        answer(ctx, reports.undo(reporter, subject(order), status(order), Requests.idempotencyKey(ctx)));
    }

    private void read(Context ctx) {
        Member member = authentication.require(ctx);
        JsonObject.Builder name = JsonObject.builder();
        Requests.query(ctx).forEach(name::put);
        JsonArray standing = JsonArray.of(reports.read(member, SubjectName.fromJson(name.build())), Reported::toJson);
        ctx.contentType(ContentType.APPLICATION_JSON).result(CanonicalJson.write(standing));
    }

    private static SubjectName subject(JsonObject order) {
        return SubjectName.fromJson(order.object("subject"));
    }

    private static Status status(JsonObject order) {
        return Status.parse(order.text("status"));
    }

    private static void answer(Context ctx, Standing standing) {
        ctx.contentType(ContentType.APPLICATION_JSON).result(standing.toJson().toString());
    }
}
