package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.config.Disk;
import org.touchmark.gateway.http.traffic.Caller;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.OperationIds;
import org.touchmark.gateway.ledger.OutcomeUnknownException;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.ProblemException;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.problem.RefusalProblems;
import org.touchmark.gateway.security.Refusal;
import org.touchmark.gateway.security.SecurityLog;

/** Turns every exception of a handler into problem details, and notes whom it kept out. */
final class ProblemHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandlers.class);

    private final SecurityLog log;

    ProblemHandlers(SecurityLog log) {
        this.log = log;
    }

    void install(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, (e, ctx) -> {
            Optional<String> allowed = Methods.allowed(e);
            allowed.ifPresent(methods -> ctx.header(Header.ALLOW, methods));
            if (allowed.isPresent() && ctx.req().getMethod().equals("OPTIONS")) {
                ctx.status(204);
            } else {
                write(ctx, routing(e, ctx));
            }
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
        if (e instanceof CharConversionException || e instanceof CharacterCodingException) {
            return Problems.badRequest("The body is not text in its encoding; send UTF-8.");
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            return storage(e);
        }
        return unexpected(e);
    }

    /** Notes who was kept out; of what else goes wrong the other log tells. */
    void note(Context ctx, Problem problem) {
        if (problem.status() == 401 || problem.status() == 403) {
            Caller caller = ctx.attribute(Caller.ATTRIBUTE);
            if (caller != null) {
                log.refused(
                        Refusal.of(caller.address(), caller.member(), ctx.req().getMethod(), ctx.path(), problem));
            }
        }
    }

    private void write(Context ctx, Problem problem) {
        note(ctx, problem);
        if (problem.status() == 401) {
            ctx.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"touchmark\"");
        }
        problem.retryAfterSeconds().ifPresent(seconds -> ctx.header(Header.RETRY_AFTER, Integer.toString(seconds)));
        ctx.status(problem.status())
                .contentType(Problem.MEDIA_TYPE)
                .result(problem.toJson().toString());
    }

    private static Problem storage(Exception e) {
        if (Disk.isFull(e)) {
            LOG.error("The disk is full: {}", e.getMessage(), e);
            return Problems.diskFull();
        }
        return Problems.unavailable(
                "STORAGE_FAILED",
                "The gateway could not read or write its own files, so nothing was registered; its operator finds why in"
                        + " its log under incident " + incident(e) + ".");
    }

    private static Problem unexpected(Exception e) {
        return Problem.of(
                500,
                "UNEXPECTED",
                "Something unexpected happened",
                "It is in the gateway's log under incident " + incident(e) + ".");
    }

    // The number in the log finds the cause; the cause itself may name files or keys and stays here.
    private static String incident(Exception e) {
        String incident = OperationIds.random();
        LOG.error("Incident {}", incident, e);
        return incident;
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
