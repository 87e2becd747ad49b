package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.GatewayException;

/** A brand's label keys as its gateway holds them. */
public final class LabelKeyApi {

    private static final String PATH = "/api/v1/label-keys";

    private final GatewayClient client;

    public LabelKeyApi(GatewayClient client) {
        this.client = client;
    }

    /**
     * A registered key.
     *
     * @param id what labels name it by
     * @param held whether the gateway holds its private half
     * @param current whether new batches are labelled with it
     * @param document all that the gateway answered of it
     */
    public record Key(
            String id,
            Instant validFrom,
            Optional<Instant> revokedAt,
            boolean held,
            boolean current,
            JsonNode document) {

        static Key of(JsonNode json) {
            return new Key(
                    json.path("keyId").asText(),
                    Instant.ofEpochMilli(json.path("validFrom").asLong()),
                    json.has("revokedAt")
                            ? Optional.of(
                                    Instant.ofEpochMilli(json.path("revokedAt").asLong()))
                            : Optional.empty(),
                    json.path("held").asBoolean(),
                    json.path("current").asBoolean(),
                    json);
        }
    }

    /** All keys that a party ever registered, the newest first, and all that the gateway answered. */
    public record Keys(List<Key> all, JsonNode document) {}

    /** All keys that the party ever registered. */
    public Keys list() throws GatewayException {
        JsonNode document = client.get(PATH);
        List<Key> keys = new ArrayList<>();
        document.forEach(json -> keys.add(Key.of(json)));
        return new Keys(List.copyOf(keys), document);
    }

    /** Has a new key made and registered; the same operation again answers the same key. */
    public Key rotate(OperationId operation) throws GatewayException {
        return Key.of(client.post(PATH, operation.value(), JsonNodeFactory.instance.objectNode()));
    }

    /** Revokes a key; the same operation again answers the same. */
    public Key revoke(LabelKeyId id, OperationId operation) throws GatewayException {
        return Key.of(client.post(
                PATH + "/" + id.hex() + "/revoke", operation.value(), JsonNodeFactory.instance.objectNode()));
    }
}
