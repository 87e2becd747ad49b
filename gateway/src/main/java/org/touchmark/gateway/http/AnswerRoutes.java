package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.ApplicationIdentifier;
import org.touchmark.domain.gs1.ApplicationIdentifiers;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.scan.Repair;
import org.touchmark.domain.scan.Scan;
import org.touchmark.gateway.answer.Answers;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.page.AnswerPage;
import org.touchmark.gateway.page.UnavailablePage;
import org.touchmark.gateway.problem.Problem;

/** The label's own path, and the place for whatever else is scanned: a page for people, the answer for programs. */
final class AnswerRoutes {
    /** GS1's keys of other things than trade items: a code of one is told what it is. */
    static final List<String> OTHER_KEYS = ApplicationIdentifiers.keys().stream()
            .filter(ai -> !ai.equals(ApplicationIdentifier.GTIN.digits()))
            .toList();

    private static final String CODE = "code";

    private final Answers answers;
    private final Supplier<LabelOrigin> origin;

    AnswerRoutes(Answers answers, Supplier<LabelOrigin> origin) {
        this.answers = answers;
        this.origin = origin;
    }

    void install(RoutesConfig routes) {
        routes.get("/01/{gtin}/10/{lot}/21/{serial}", this::answer);
        routes.get("/01/{gtin}/21/{serial}", this::answer);
        // A code that is no label gets an answer that says so, and not a bare "not found".
        routes.get("/01/*", this::answer);
        OTHER_KEYS.forEach(key -> routes.get("/" + key + "/*", this::answer));
        routes.get("/scan", ctx -> answer(ctx, Requests.required(ctx, CODE)));
    }

    private void answer(Context ctx) {
        answer(ctx, code(ctx));
    }

    private void answer(Context ctx, String code) {
        ctx.header(Header.VARY, Header.ACCEPT);
        Wanted wanted = Wanted.of(ctx.header(Header.ACCEPT));
        if (wanted == Wanted.NEITHER) {
            throw Problem.of(
                            406,
                            "NOT_ACCEPTABLE",
                            "The answer comes in other media types",
                            "Accept text/html for the page or application/json for the answer.")
                    .asException();
        }
        try {
            Scan scan = Scan.read(code);
            Answer answer = answers.answer(scan);
            boolean isMalformed = answer.verdict() instanceof Verdict.MalformedCode;
            write(ctx.status(isMalformed ? 400 : 200), wanted, answer, scan);
        } catch (LedgerUnavailableException e) {
            if (wanted != Wanted.PAGE) {
                throw e;
            }
            ctx.status(503).header(Header.RETRY_AFTER, "5").html(UnavailablePage.render());
        }
    }

    private static void write(Context ctx, Wanted wanted, Answer answer, Scan scan) {
        List<Repair> repairs = scan.repairs().stream().sorted().toList();
        if (wanted == Wanted.PAGE) {
            ctx.html(AnswerPage.render(answer, repairs));
        } else {
            ctx.contentType(ContentType.APPLICATION_JSON)
                    .result(json(answer, repairs).toString());
        }
    }

    /** The answer, and what was put right in the code before it. */
    private static JsonObject json(Answer answer, List<Repair> repairs) {
        if (repairs.isEmpty()) {
            return answer.toJson();
        }
        JsonObject.Builder all = JsonObject.builder();
        answer.toJson().members().forEach(all::put);
        return all.putObjects(
                        "repairs",
                        repairs.stream()
                                .map(repair -> JsonObject.builder()
                                        .put("code", repair.wire())
                                        .put("text", repair.text())
                                        .build())
                                .toList())
                .build();
    }

    // As it stands on the label. The host is the configured one: a request may claim any.
    private String code(Context ctx) {
        String query = ctx.queryString();
        LabelOrigin configured = origin.get();
        return configured.scheme() + "://" + configured.authority() + ctx.path() + (query == null ? "" : "?" + query);
    }

    /** What the caller takes (RFC 9110 section 12.5.1). */
    enum Wanted {
        PAGE,
        JSON,
        NEITHER;

        /** A page where one is asked for by name at least as much as JSON is; else JSON if it is acceptable at all. */
        static Wanted of(@Nullable String accept) {
            if (accept == null || accept.isBlank()) {
                return JSON;
            }
            double html = AcceptHeader.quality(accept, "text/html");
            double json = AcceptHeader.quality(accept, "application/json");
            boolean named = accept.contains("text/html") || accept.contains("text/*");
            if (named && html > 0 && html >= json) {
                return PAGE;
            }
            return json > 0 ? JSON : html > 0 ? PAGE : NEITHER;
        }
    }
}
