package org.touchmark.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.Outcome;
import org.touchmark.gateway.ledger.OutcomeUnknownException;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.problem.RefusalProblems;

/**
 * Writes whose outcome was unknown when their callers were answered: 202 and an address to ask at. Kept in memory; after
 * the gateway's end the same request with the same idempotency key tells as much.
 */
final class OperationRoutes {
    private static final String PATH = "/api/v1/operations";
    private static final String HAND_OFFS = "custody:";
    private static final int MAX_KEPT = 10_000;
    private static final String RETRY_SECONDS = "2";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Authentication authentication;
    private final HandOffs handOffs;
    private final Clock clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    /** {@code handOffs} tells the goods of those that are found out, {@code clock} since when an operation is unsettled. */
    OperationRoutes(Authentication authentication, HandOffs handOffs, Clock clock) {
        this.authentication = authentication;
        this.handOffs = handOffs;
        this.clock = clock;
    }

    /** An operation with whose it is. */
    private record Kept(String gln, String function, Outcome.Unknown outcome, Instant since) {}

    void install(RoutesConfig routes) {
        routes.exception(OutcomeUnknownException.class, this::unknown);
        routes.get(PATH + "/{id}", this::read);
    }

    private void unknown(OutcomeUnknownException e, Context ctx) {
        Member member = authentication.require(ctx);
        Kept operation =
                new Kept(member.gln().digits(), e.function(), e.outcome(), Instant.ofEpochMilli(clock.millis()));
        operation = keep(e.operation(), operation);
        ctx.status(202).header(Header.LOCATION, PATH + "/" + e.operation());
        answer(ctx, member, e.operation(), operation);
    }

    private synchronized Kept keep(String id, Kept operation) {
        Kept known = kept.get(id);
        if (known != null && known.outcome().equals(operation.outcome())) {
            return known;
        }
        Iterator<Kept> oldest = kept.values().iterator();
        while (kept.size() >= MAX_KEPT && oldest.hasNext()) {
            if (oldest.next().outcome().end().isDone()) {
                oldest.remove();
            }
        }
        kept.put(id, operation);
        return operation;
    }

    private synchronized @Nullable Kept find(String id) {
        return kept.get(id);
    }

    private void read(Context ctx) {
        Member member = authentication.require(ctx);
        String id = new OperationId(ctx.pathParam("id")).value();
        Kept operation = find(id);
        if (operation == null || !operation.gln().equals(member.gln().digits())) {
            throw Problems.notFound(
                            "OPERATION_UNKNOWN",
                            "No write of this party with the id " + id
                                    + " was left unsettled since this gateway started;"
                                    + " send the request again with its Idempotency-Key to learn what became of it.")
                    .asException();
        }
        answer(ctx.status(200), member, id, operation);
    }

    private void answer(Context ctx, Member member, String id, Kept operation) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("function", operation.function())
                .put("transaction", operation.outcome().transactionId())
                .put("since", operation.since().toString());
        if (operation.outcome().end().isDone()) {
            ended(json, member, operation);
        } else {
            json.put("state", "unknown");
            json.put(
                    "detail",
                    "The transaction was sent and may be on the ledger. The gateway asks and sends it again until it is"
                            + " known; ask here, or send the same request with the same Idempotency-Key.");
            ctx.header(Header.RETRY_AFTER, RETRY_SECONDS);
        }
        ctx.contentType(ContentType.APPLICATION_JSON).result(json.toString());
    }

    private void ended(ObjectNode json, Member member, Kept operation) {
        try {
            Outcome end = operation.outcome().end().join();
            if (end instanceof Outcome.Committed committed) {
                json.put("state", "committed").put("block", committed.blockNumber());
                json.put("transaction", committed.transactionId());
                json.set("result", MAPPER.readTree(result(member, operation.function(), committed.result())));
            } else if (end instanceof Outcome.Refused refused) {
                refused(json, refused.refusal());
            } else {
                throw new IllegalStateException("a follow-up ends when the outcome is known");
            }
        } catch (CompletionException e) {
            json.put("state", "not-written");
            json.set(
                    "problem",
                    ProblemHandlers.problem(e.getCause() instanceof RuntimeException failure ? failure : e)
                            .toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the contract answers with canonical JSON", e);
        }
    }

    /** A hand-off's with its goods, as the write itself would have answered; the ledger's alone while it can't be asked. */
    private String result(Member member, String function, String result) {
        if (!function.startsWith(HAND_OFFS)) {
            return result;
        }
        try {
            HandOff handOff = HandOff.fromJson(CanonicalJson.parse(result));
            HandOffReading reading = handOffs.read(member, handOff.offer().id());
            return HandOffJson.of(new HandOffReading(handOff, reading.offered(), reading.accepted()))
                    .toString();
        } catch (LedgerUnavailableException e) {
            return result;
        }
    }

    private static void refused(ObjectNode json, RefusedException refusal) {
        json.put("state", "refused");
        json.set("problem", RefusalProblems.of(refusal).toJson());
    }
}
