package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.client.Problem;
import org.touchmark.scanner.console.Progress;
import org.touchmark.scanner.file.TextFile;
import org.touchmark.scanner.party.Registration.Brought;
import org.touchmark.scanner.party.Registration.Done;
import org.touchmark.scanner.party.Registration.Made;

/** The gateway's API as one party uses it. */
public final class PartyApi {

    private static final String HAND_OFFS = "/api/v1/hand-offs";

    private final GatewayClient client;

    public PartyApi(GatewayClient client) {
        this.client = client;
    }

    /**
     * Registers a batch and seals it; the same again goes on where it was left, and answers the same when it is done.
     *
     * @param progress told how far the gateway has come, about once a second
     */
    public Done register(Registration registration, OperationId operation, Consumer<Progress> progress)
            throws IOException {
        Events events = new Events(progress);
        if (registration.serials() instanceof Made made) {
            BodyPublisher body = BodyPublishers.ofString(registration.json(made).toString());
            client.stream("/api/v1/batches", operation.value(), "application/json", body, events);
        } else if (registration.serials() instanceof Brought brought) {
            client.stream(
                    "/api/v1/batches" + registration.query(),
                    operation.value(),
                    "text/csv",
                    new CountedBody(fileBody(brought.csv()), progress),
                    events);
        }
        return events.result();
    }

    private static BodyPublisher fileBody(Path csv) throws IOException {
        TextFile.requireReadable(csv);
        return BodyPublishers.ofFile(csv);
    }

    /** Collects the lines of a registration's answer. */
    private final class Events implements Consumer<JsonNode> {
        private final Consumer<Progress> progress;
        private @Nullable Done done;
        private @Nullable Problem problem;

        Events(Consumer<Progress> progress) {
            this.progress = progress;
        }

        @Override
        public void accept(JsonNode event) {
            switch (event.path("event").asText()) {
                case "progress" ->
                    progress.accept(new Progress(
                            event.path("stage").asText(),
                            Math.max(0, event.path("done").asLong()),
                            Math.max(0, event.path("total").asLong()),
                            event.path("rate").asDouble(0),
                            event.path("secondsLeft").asDouble(-1)));
                case "done" ->
                    done = new Done(
                            event.path("batch"),
                            event.path("labels").asText(),
                            warnings(event.path("warnings")),
                            event);
                case "error" -> problem = Problem.of(500, event.path("problem"));
                default -> {
                    // A newer gateway may tell more than this program knows.
                }
            }
        }

        private static List<String> warnings(JsonNode warnings) {
            List<String> texts = new ArrayList<>();
            warnings.forEach(warning -> texts.add(
                    warning.isTextual()
                            ? warning.asText()
                            : warning.path("text").asText(warning.toString())));
            return texts;
        }

        Done result() throws IOException {
            if (problem != null) {
                throw client.failure(problem);
            }
            if (done == null) {
                throw client.nonsense(
                        "it ended its answer early, so that the batch may be registered or not; run the same"
                                + " again, it goes on from there");
            }
            return done;
        }
    }

    /** A sealed or open batch's head, as the ledger holds it. */
    public JsonNode batch(BatchKey batch) throws GatewayException {
        return client.get(batch.path());
    }

    /**
     * The batch's units with their labels' texts, in the gateway's order.
     *
     * @param target where the gateway's list is kept
     */
    public List<LabelledUnit> units(BatchKey batch, Path target) throws IOException {
        client.download(batch.path() + "/serials.csv", target, bytes -> {});
        try (InputStream list = Files.newInputStream(target)) {
            return LabelledUnit.list(list);
        } catch (IOException e) {
            throw client.nonsense("its list of serials can't be read: " + e.getMessage());
        }
    }

    /**
     * Where the links of labels lead.
     *
     * @param origin scheme and host
     * @param isPublic whether the phones of shoppers can get there
     * @param why what keeps them from it; empty if nothing does
     */
    public record LabelOrigin(String origin, boolean isPublic, String why) {}

    /** Where the links of the labels lead that the gateway makes. */
    public LabelOrigin labelOrigin() throws GatewayException {
        JsonNode json = client.get("/api/v1/label-origin");
        return new LabelOrigin(
                json.path("origin").asText(),
                json.path("public").asBoolean(),
                json.path("why").asText(""));
    }

    /** Saves one label's picture. */
    public void label(BatchKey batch, String serial, LabelFormat format, Path target) throws IOException {
        client.download(batch.path() + "/labels/" + BatchKey.encoded(serial) + format.ending(), target, bytes -> {});
    }

    /** Saves pictures of the batch's labels, some or all, as one archive. */
    public long labels(BatchKey batch, LabelRange range, LabelFormat format, Path target, Consumer<Long> bytesSoFar)
            throws IOException {
        String query = "?format=" + format.wireName() + "&first=" + range.first()
                + (range.count() == 0 ? "" : "&count=" + range.count());
        return client.download(batch.path() + "/labels.zip" + query, target, bytesSoFar);
    }

    /** Offers units to another party; the same operation again answers the first result. */
    public HandOffReceipt offer(Offer offer, OperationId operation) throws GatewayException {
        return HandOffReceipt.of(client.post(HAND_OFFS, operation.value(), offer.json()));
    }

    /** Accepts what another party offers. */
    public HandOffReceipt accept(HandOffId handOff, OperationId operation) throws GatewayException {
        return HandOffReceipt.of(client.post(
                HAND_OFFS + "/" + handOff + "/accept", operation.value(), JsonNodeFactory.instance.objectNode()));
    }

    /** A hand-off as the ledger holds it. */
    public HandOffReceipt handOff(HandOffId handOff) throws GatewayException {
        return HandOffReceipt.of(client.get(HAND_OFFS + "/" + handOff));
    }
}
