package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.label.LabelReach;
import org.touchmark.domain.list.SpreadsheetText;
import org.touchmark.gateway.label.Label;
import org.touchmark.gateway.label.LabelArchive;
import org.touchmark.gateway.label.LabelFormat;
import org.touchmark.gateway.label.LabelPicture;
import org.touchmark.gateway.label.LabelRange;
import org.touchmark.gateway.label.Labels;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.registration.KeptBatch;

/** The labels of a batch, for its brand. */
final class LabelRoutes {
    private static final String BATCH = BatchRoutes.PATH + "/{gtin}/{lot}";

    private final Authentication authentication;
    private final Labels labels;
    private final Supplier<LabelOrigin> origin;

    /** {@code origin} is where the links of labels lead. */
    LabelRoutes(Authentication authentication, Labels labels, Supplier<LabelOrigin> origin) {
        this.authentication = authentication;
        this.origin = origin;
        this.labels = labels;
    }

    void install(RoutesConfig routes) {
        routes.get("/api/v1/label-origin", this::origin);
        routes.get(BATCH + "/serials.csv", this::serials);
        routes.get(BATCH + "/labels.zip", this::archive);
        routes.get(BATCH + "/labels/{file}", this::picture);
    }

    /** Asked before labels are printed, since none is called back. */
    private void origin(Context ctx) {
        authentication.require(ctx);
        String obstacle = LabelReach.obstacle(origin.get());
        JsonObject.Builder json =
                JsonObject.builder().put("origin", origin.get().toString()).put("public", obstacle.isEmpty());
        if (!obstacle.isEmpty()) {
            json.put("why", obstacle);
        }
        ctx.contentType(ContentType.APPLICATION_JSON).result(json.build().toString());
    }

    private void serials(Context ctx) throws IOException {
        Member brand = authentication.require(ctx);
        KeptBatch batch = labels.require(brand, Requests.gtin(ctx), Requests.lot(ctx));
        ctx.res().setContentType("text/csv; charset=utf-8");
        try (Stream<Label> all = labels.all(brand, batch, range(ctx, batch))) {
            Writer writer = new OutputStreamWriter(
                    new BufferedOutputStream(ctx.res().getOutputStream(), 1 << 16), StandardCharsets.UTF_8);
            CSVPrinter csv = new CSVPrinter(writer, CSVFormat.RFC4180);
            csv.printRecord("serial", "link");
            for (Iterator<Label> each = all.iterator(); each.hasNext(); ) {
                Label label = each.next();
                csv.printRecord(
                        SpreadsheetText.written(label.serial().value()),
                        label.link().uri());
            }
            csv.flush();
        }
    }

    private void archive(Context ctx) throws IOException {
        Member brand = authentication.require(ctx);
        KeptBatch batch = labels.require(brand, Requests.gtin(ctx), Requests.lot(ctx));
        String wanted = ctx.queryParam("format");
        LabelFormat format = LabelFormat.of(wanted == null ? "png" : wanted)
                .orElseThrow(() -> Problems.badRequest("format " + wanted + ": it is png or svg.")
                        .asException());
        LabelRange range = range(ctx, batch);
        if (range.count() > LabelArchive.MAX_LABELS) {
            throw Problems.unprocessable(
                            "TOO_MANY_LABELS",
                            "an archive holds at most " + LabelArchive.MAX_LABELS + " labels, and " + range.count()
                                    + " are asked for: take them in parts, with first and count")
                    .asException();
        }
        try (Stream<Label> all = labels.all(brand, batch, range)) {
            ctx.res().setContentType("application/zip");
            ctx.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"labels.zip\"");
            LabelArchive.write(all, format, new BufferedOutputStream(ctx.res().getOutputStream(), 1 << 16));
        }
    }

    private void picture(Context ctx) {
        Member brand = authentication.require(ctx);
        KeptBatch batch = labels.require(brand, Requests.gtin(ctx), Requests.lot(ctx));
        String file = ctx.pathParam("file");
        int dot = file.lastIndexOf('.');
        LabelFormat format = LabelFormat.of(dot < 0 ? "" : file.substring(dot + 1))
                .orElseThrow(() -> Problems.notFound(
                                "ROUTE_UNKNOWN", "labels/" + file + ": ask for SERIAL.png or SERIAL.svg.")
                        .asException());
        SerialNumber serial = new SerialNumber(file.substring(0, dot));
        LabelPicture picture = labels.one(brand, batch, serial).picture();
        ctx.header("Touchmark-Label-Size", picture.size());
        ctx.contentType(format.mediaType()).result(format.write(picture));
    }

    private static LabelRange range(Context ctx, KeptBatch batch) {
        return new LabelRange(
                Requests.number(ctx, "first", 1),
                Requests.number(ctx, "count", batch.terms().count()));
    }
}
