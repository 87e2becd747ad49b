package org.touchmark.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.ledger.PeerStatus;

/** Whether this process lives, and whether it can do its work. */
final class HealthRoutes {
    private final Connection connection;
    private final Readiness readiness;

    HealthRoutes(Connection connection, Readiness readiness) {
        this.connection = connection;
        this.readiness = readiness;
    }

    void install(RoutesConfig routes) {
        routes.get(
                "/healthz",
                ctx -> json(ctx, JsonNodeFactory.instance.objectNode().put("status", "alive")));
        routes.get("/readyz", this::ready);
    }

    private void ready(Context ctx) {
        Readiness.Report report = readiness.report();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("status", report.isReady() ? "ready" : "not-ready")
                .put("ledger", connection.ledger())
                .put("operators", connection.operators())
                .put("channel", connection.channel())
                .put("reads", report.canRead() ? "up" : "down")
                .put("writes", report.isReady() ? "up" : "stopped")
                .put("unsettled", report.writes().unsettled());
        if (!report.isReady()) {
            body.put("detail", report.whyNoWrites());
        }
        ArrayNode peers = body.putArray("peers");
        for (PeerStatus peer : report.peers()) {
            ObjectNode node = peers.addObject()
                    .put("name", peer.name())
                    .put("organisation", peer.organisation())
                    .put("status", peer.up() ? "up" : "down");
            if (peer.up()) {
                node.put("height", peer.height());
            } else {
                node.put("detail", peer.detail());
            }
        }
        json(ctx.status(report.isReady() ? 200 : 503), body);
    }

    private static void json(Context ctx, ObjectNode body) {
        ctx.contentType(ContentType.APPLICATION_JSON).result(body.toString());
    }
}
