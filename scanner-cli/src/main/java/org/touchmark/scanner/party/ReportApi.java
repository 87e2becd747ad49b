package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Status;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.GatewayException;

/** The gateway's reports as one party uses them. */
public final class ReportApi {

    private static final String PATH = "/api/v1/reports";

    private final GatewayClient client;

    public ReportApi(GatewayClient client) {
        this.client = client;
    }

    /**
     * How a subject stands by all that is reported of it, of what it was in at that time and of its batch.
     *
     * @param life active, sold and so on
     * @param document all that the gateway answered
     */
    public record Standing(String life, boolean stolen, boolean recalled, JsonNode document) {

        private static final String ACTIVE = "active";

        static Standing of(JsonNode json) {
            return new Standing(
                    json.path("life").asText(),
                    json.path("stolen").asBoolean(),
                    json.path("recalled").asBoolean(),
                    json);
        }

        /** What stands beside a status, such as "stolen and recalled"; empty for nothing. */
        public String beside(Status status) {
            List<String> words = new ArrayList<>();
            if (!life.equals(ACTIVE)) {
                words.add(life);
            }
            if (stolen) {
                words.add(Status.STOLEN.wire());
            }
            if (recalled) {
                words.add(Status.RECALLED.wire());
            }
            words.remove(status.wire());
            return String.join(" and ", words);
        }
    }

    /** Reports a status; the same operation again answers how the subject stands. */
    public Standing report(ReportSubject subject, Status status, OperationId operation) throws GatewayException {
        return Standing.of(client.post(PATH, operation.value(), body(subject, status)));
    }

    /** Takes a report back; the same operation again answers the same. */
    public Standing undo(ReportSubject subject, Status status, OperationId operation) throws GatewayException {
        return Standing.of(client.post(PATH + "/undo", operation.value(), body(subject, status)));
    }

    /** What is reported of a subject and stands, as the ledger holds it. */
    public JsonNode read(ReportSubject subject) throws GatewayException {
        return client.get(PATH + subject.query());
    }

    private static ObjectNode body(ReportSubject subject, Status status) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", status.wire());
        body.set("subject", subject.json());
        return body;
    }
}
