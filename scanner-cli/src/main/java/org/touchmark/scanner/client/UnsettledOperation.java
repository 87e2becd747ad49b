package org.touchmark.scanner.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a gateway says of a write whose outcome it did not know when it answered.
 *
 * @param id the operation
 * @param transaction the transaction's id
 * @param isUnknown whether it does not know yet
 * @param result the contract's answer, once it is on the ledger
 * @param problem why it is not on the ledger and will not be
 */
record UnsettledOperation(
        String id, String transaction, boolean isUnknown, JsonNode result, Optional<Problem> problem) {
    private static final String PATH = "/api/v1/operations/";
    private static final int CONFLICT = 409;

    /** Reads it; what this program does not know counts as unknown still. */
    static UnsettledOperation of(JsonNode json) {
        boolean committed = json.path("state").asText().equals("committed");
        Optional<Problem> problem =
                json.has("problem") ? Optional.of(Problem.of(CONFLICT, json.path("problem"))) : Optional.empty();
        return new UnsettledOperation(
                json.path("id").asText(),
                json.path("transaction").asText(),
                !committed && problem.isEmpty(),
                json.path("result"),
                problem);
    }

    /** Where to ask again; the id is the gateway's word, and no character of it is more than a name's. */
    String path() {
        return PATH + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
