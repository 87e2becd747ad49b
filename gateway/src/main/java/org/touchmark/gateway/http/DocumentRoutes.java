package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.member.Members;
import org.touchmark.gateway.page.StartPage;
import org.touchmark.gateway.problem.Problems;

/** The start page, the API's description, and what pages load. */
final class DocumentRoutes {
    private static final String FOLDER = "/org/touchmark/gateway/page/";

    /** Names and media types of the files that are served, and no others. */
    private static final Map<String, String> ASSETS = Map.of("touchmark.css", "text/css", "mark.svg", "image/svg+xml");

    private final Connection connection;
    private final Members members;

    DocumentRoutes(Connection connection, Members members) {
        this.connection = connection;
        this.members = members;
    }

    void install(RoutesConfig routes) {
        routes.get("/", ctx -> ctx.html(StartPage.render(connection, members)));
        routes.get(
                "/openapi.yaml",
                ctx -> ctx.contentType("application/yaml")
                        .result(resource("/org/touchmark/gateway/http/openapi.yaml")));
        routes.get("/assets/{file}", DocumentRoutes::asset);
    }

    private static void asset(Context ctx) {
        String file = ctx.pathParam("file");
        String type = ASSETS.get(file);
        if (type == null) {
            throw Problems.notFound("ROUTE_UNKNOWN", "assets/" + file + ": no such file.")
                    .asException();
        }
        ctx.header(Header.CACHE_CONTROL, "public, max-age=3600");
        ctx.contentType(type).result(resource(FOLDER + file));
    }

    private static byte[] resource(String name) {
        try (InputStream in = DocumentRoutes.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
