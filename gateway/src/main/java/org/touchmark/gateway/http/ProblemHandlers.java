package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Causes of a cause that are looked at: more than any program of sense has. */
    private static final int MAX_CAUSES = 20;

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
        // As bytes: a text would go out in the charset that the server takes for a type that it does not know.
        ctx.status(problem.status()).contentType(Problem.MEDIA_TYPE).result(bytes(problem));
    }

    /** Answers a request that ended in an error of the virtual machine, such as a stack that was used up. */
    static void write(HttpServletResponse response, Error error) {
        Problem problem = unexpected(error);
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        try {
            response.getOutputStream().write(bytes(problem));
        } catch (IOException e) {
            LOG.debug("the caller went away", e);
        }
    }

    private static byte[] bytes(Problem problem) {
        return problem.toJson().toString().getBytes(StandardCharsets.UTF_8);
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

    private static Problem unexpected(Throwable e) {
        return Problem.of(
                500,
                "UNEXPECTED",
                "Something unexpected happened",
                "It is in the gateway's log under incident " + incident(e) + ".");
    }

    // The number in the log finds the cause; the cause itself may name files or keys and stays here.
    private static String incident(Throwable e) {
        String incident = OperationIds.random();
        Optional<Throwable> machine = Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(VirtualMachineError.class::isInstance)
                .findFirst();
        if (machine.isPresent()) {
            LOG.error("Incident {}: {} {}", incident, machine.get(), place(machine.get()));
        } else {
            LOG.error("Incident {}", incident, e);
        }
        return incident;
    }

    // A stack that was used up is a thousand lines that repeat: its end, and the first of ours, find the cause.
    private static String place(Throwable e) {
        List<StackTraceElement> frames = List.of(e.getStackTrace());
        Stream<StackTraceElement> ours = frames.stream()
                .filter(frame -> frame.getClassName().startsWith("org.touchmark."))
                .limit(1);
        return Stream.concat(frames.stream().limit(1), ours)
                .distinct()
                .map(frame -> "at " + frame)
                .collect(Collectors.joining(", "));
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
