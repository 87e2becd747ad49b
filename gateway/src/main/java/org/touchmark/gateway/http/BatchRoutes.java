package org.touchmark.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.label.LabelReach;
import org.touchmark.gateway.ledger.OutcomeUnknownException;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.registration.BatchOrder;
import org.touchmark.gateway.registration.Orders;
import org.touchmark.gateway.registration.Progress;
import org.touchmark.gateway.registration.RegistrationJob;
import org.touchmark.gateway.registration.Registrations;
import org.touchmark.gateway.serials.SerialDraft;

/** Registering batches and reading their heads. */
final class BatchRoutes {
    static final String PATH = "/api/v1/batches";

    /** Ten million serials of 20 characters, and room for other columns. None of it is held in memory. */
    private static final long MAX_BODY_BYTES = 2L << 30;

    /** Progress at least once a second. */
    private static final Duration TICK = Duration.ofMillis(500);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Authentication authentication;
    private final Registrations registrations;
    private final Supplier<SerialDraft> drafts;
    private final ProblemHandlers problems;
    private final Supplier<LabelOrigin> origin;

    /** {@code drafts} begins a list of serials on the disk, {@code origin} is where labels made now lead. */
    BatchRoutes(
            Authentication authentication,
            Registrations registrations,
            Supplier<SerialDraft> drafts,
            Supplier<LabelOrigin> origin,
            ProblemHandlers problems) {
        this.origin = origin;
        this.authentication = authentication;
        this.problems = problems;
        this.registrations = registrations;
        this.drafts = drafts;
    }

    void install(RoutesConfig routes) {
        routes.post(PATH, this::register);
        routes.get(PATH + "/{gtin}", this::list);
        routes.get(PATH + "/{gtin}/{lot}", this::read);
        routes.delete(PATH + "/{gtin}/{lot}", this::abandon);
    }

    private void register(Context ctx) throws IOException {
        Member brand = authentication.require(ctx);
        // Before the body: nobody is to send for minutes what is refused then.
        registrations.requireBrand(brand);
        Optional<String> idempotencyKey = Requests.idempotencyKey(ctx);
        RegistrationJob job;
        try (BatchOrder order = order(ctx, brand)) {
            Authentication.again(ctx);
            job = start(ctx, brand, order, idempotencyKey);
        }
        ctx.status(200);
        ctx.res().setContentType(EventStream.MEDIA_TYPE);
        // The servlet's own stream: Javalin's would wait for a buffer to fill before it decides on compression.
        follow(ctx, job, new EventStream(ctx.res().getOutputStream()));
    }

    /** A batch is asked for by posting it again, so that a caller of this needs no other address. */
    private RegistrationJob start(Context ctx, Member brand, BatchOrder order, Optional<String> idempotencyKey) {
        try {
            return registrations.start(brand, order, idempotencyKey, () -> Authentication.again(ctx));
        } catch (OutcomeUnknownException e) {
            throw ProblemHandlers.problem(e).asException();
        }
    }

    private BatchOrder order(Context ctx, Member brand) throws IOException {
        return switch (Requests.mediaType(ctx)) {
            case "text/csv" -> {
                Map<String, String> named = Requests.query(ctx);
                registrations.requireOwner(brand, Orders.gtin(named));
                yield Orders.csv(named, body(ctx), drafts);
            }
            case "application/json" -> Orders.json(body(ctx), drafts);
            default ->
                throw Requests.unsupported(ctx, "text/csv or application/json").asException();
        };
    }

    private static LimitedInput body(Context ctx) {
        return LimitedInput.of(ctx, MAX_BODY_BYTES, BodyPace.FILE);
    }

    private void follow(Context ctx, RegistrationJob job, EventStream events) {
        try {
            Optional<BatchHead> sealed = Optional.empty();
            while (sealed.isEmpty() && events.isOpen()) {
                events.write(progress(job));
                sealed = job.await(TICK);
            }
            sealed.ifPresent(head -> {
                events.write(progress(job));
                events.write(done(job, head));
            });
        } catch (RuntimeException e) {
            ObjectNode event = JsonNodeFactory.instance.objectNode().put("event", "error");
            Problem problem = ProblemHandlers.problem(e);
            problems.note(ctx, problem);
            event.set("problem", problem.toJson());
            events.write(event);
        }
    }

    private static ObjectNode progress(RegistrationJob job) {
        Progress progress = job.progress();
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("event", "progress")
                .put("stage", progress.stage().wire())
                .put("done", progress.done())
                .put("total", progress.total())
                .put("rate", Math.round(progress.rate()));
        if (!job.waitingFor().isEmpty()) {
            event.put("waitingFor", job.waitingFor());
        }
        return progress.secondsLeft() < 0 ? event : event.put("secondsLeft", progress.secondsLeft());
    }

    private ObjectNode done(RegistrationJob job, BatchHead head) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("event", "done");
        event.set("batch", tree(head.toJson()));
        event.put("labels", Paths.batch(head.terms().gtin(), head.terms().lot()) + "/labels.zip");
        var warnings = event.putArray("warnings");
        job.warnings().forEach(warnings::add);
        String obstacle = LabelReach.obstacle(origin.get());
        if (!obstacle.isEmpty()) {
            warnings.add("labels made now lead to " + origin.get() + ": " + obstacle
                    + ". Start the gateway with --label-host before you print any.");
        }
        return event;
    }

    private void list(Context ctx) {
        Registry registry = new Registry(authentication.require(ctx).ledger());
        JsonArray heads = new JsonArray(registry.batches(Requests.gtin(ctx)).stream()
                .<JsonValue>map(BatchHead::toJson)
                .toList());
        ctx.contentType(ContentType.APPLICATION_JSON).result(CanonicalJson.write(heads));
    }

    private void read(Context ctx) {
        Registry registry = new Registry(authentication.require(ctx).ledger());
        BatchHead head = registry.batch(Requests.gtin(ctx), Requests.lot(ctx))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.BATCH_UNKNOWN,
                        "GTIN " + ctx.pathParam("gtin") + " has no batch with lot " + ctx.pathParam("lot")));
        ctx.contentType(ContentType.APPLICATION_JSON).result(head.toJson().toString());
    }

    private void abandon(Context ctx) {
        Member brand = authentication.require(ctx);
        BatchHead head = registrations.abandon(brand, Requests.gtin(ctx), Requests.lot(ctx));
        ctx.contentType(ContentType.APPLICATION_JSON).result(head.toJson().toString());
    }

    private static JsonNode tree(JsonObject json) {
        try {
            return MAPPER.readTree(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("canonical JSON is JSON", e);
        }
    }
}
