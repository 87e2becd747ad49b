package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.OutcomeUnknownException;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.ProblemException;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.problem.RefusalProblems;

/** Turns every exception of a handler into problem details. */
final class ProblemHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandlers.class);

    private ProblemHandlers() {}

    static void install(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, (e, ctx) -> {
            allow(e, ctx);
            write(ctx, routing(e, ctx));
        });
        routes.exception(Exception.class, (e, ctx) -> write(ctx, problem(e)));
    }

    static Problem problem(Exception e) {
        if (e instanceof ProblemException problem) {
            return problem.problem();
        }
        if (e instanceof RefusedException refusal) {
            return RefusalProblems.of(refusal);
        }
        if (e instanceof LedgerUnavailableException || e instanceof OutcomeUnknownException) {
            LOG.warn("{}", e.getMessage());
            boolean unknown = e instanceof OutcomeUnknownException;
            return Problems.unavailable(
                    unknown ? "OUTCOME_UNKNOWN" : "LEDGER_UNAVAILABLE", String.valueOf(e.getMessage()));
        }
        return unexpected(e);
    }

    static void write(Context ctx, Problem problem) {
        if (problem.status() == 401) {
            ctx.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"touchmark\"");
        }
        if (problem.status() == 503) {
            ctx.header(Header.RETRY_AFTER, "5");
        }
        ctx.status(problem.status())
                .contentType(Problem.MEDIA_TYPE)
                .result(problem.toJson().toString());
    }

    // The number in the log finds the cause; the cause itself may name files or keys and stays here.
    private static Problem unexpected(Exception e) {
        String incident = UUID.randomUUID().toString();
        LOG.error("Incident {}", incident, e);
        return Problem.of(
                500,
                "UNEXPECTED",
                "Something unexpected happened",
                "It is in the gateway's log under incident " + incident + ".");
    }

    private static void allow(HttpResponseException e, Context ctx) {
        e.getDetails().forEach((name, value) -> {
            if (name.equalsIgnoreCase("availableMethods") || name.equalsIgnoreCase("Available methods")) {
                ctx.header(Header.ALLOW, value);
            }
        });
    }

    private static Problem routing(HttpResponseException e, Context ctx) {
        return switch (e.getStatus()) {
            case 404 ->
                Problems.notFound(
                        "ROUTE_UNKNOWN",
                        ctx.path() + ": no such address; /openapi.yaml lists the addresses of this gateway.");
            case 405 ->
                Problem.of(
                        405,
                        "METHOD_NOT_ALLOWED",
                        "The method is not allowed here",
                        ctx.path() + " does not answer " + ctx.req().getMethod() + "; see the Allow header.");
            default ->
                Problem.of(
                        Math.max(400, e.getStatus()),
                        "HTTP_" + e.getStatus(),
                        "The request can't be answered",
                        String.valueOf(e.getMessage()));
        };
    }
}
