package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.GatewayException;

/** The gateway's API as a party uses it where goods are packed, counted, taken or sent back. */
public final class DockApi {

    private static final String CONTAINERS = "/api/v1/containers";

    /** A batch of ten million has 2,442 pages, of which a slice looks through 64. */
    private static final int MAX_SLICES = 2_442;

    private final GatewayClient client;

    public DockApi(GatewayClient client) {
        this.client = client;
    }

    /** What a move put in or took out, and all that the gateway answered. */
    public record Moved(Amount things, JsonNode document) {

        static Moved of(JsonNode json) {
            return new Moved(
                    new Amount(
                            json.path("units").asInt(), json.path("containers").asInt()),
                    json);
        }
    }

    /** Accepts a part of what another party offers. */
    public HandOffReceipt acceptPart(HandOffId handOff, Goods part, OperationId operation) throws GatewayException {
        return accept(handOff, "part", part, operation);
    }

    /** Accepts what another party offers but some of it: things that are offered, and containers inside those. */
    public HandOffReceipt acceptAllBut(HandOffId handOff, Goods left, OperationId operation) throws GatewayException {
        return accept(handOff, "allBut", left, operation);
    }

    private HandOffReceipt accept(HandOffId handOff, String share, Goods goods, OperationId operation)
            throws GatewayException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(share, goods.json());
        return HandOffReceipt.of(client.post(handOffPath(handOff) + "/accept", operation.value(), body));
    }

    /** Ends a hand-off in another way. */
    public HandOffReceipt reply(HandOffId handOff, Reply reply, OperationId operation) throws GatewayException {
        return HandOffReceipt.of(client.post(
                handOffPath(handOff) + "/" + reply.wireName(),
                operation.value(),
                JsonNodeFactory.instance.objectNode()));
    }

    /** Makes an empty open container. */
    public JsonNode create(Sscc sscc, int level, OperationId operation) throws GatewayException {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("sscc", sscc.digits()).put("level", level);
        return client.post(CONTAINERS, operation.value(), body);
    }

    /** Puts things into an open container. */
    public Moved pack(Sscc into, Goods things, OperationId operation) throws GatewayException {
        return Moved.of(client.post(path(into) + "/pack", operation.value(), things.json()));
    }

    /** Takes things out of an open container. */
    public Moved unpack(Sscc from, Goods things, OperationId operation) throws GatewayException {
        return Moved.of(client.post(path(from) + "/unpack", operation.value(), things.json()));
    }

    /** Moves things from one open container into another. */
    public Moved repack(Sscc from, Sscc into, Goods things, OperationId operation) throws GatewayException {
        ObjectNode body = things.json().put("into", into.digits());
        return Moved.of(client.post(path(from) + "/repack", operation.value(), body));
    }

    /** Closes a container, so that it can travel. */
    public JsonNode seal(Sscc sscc, OperationId operation) throws GatewayException {
        return client.post(path(sscc) + "/seal", operation.value(), JsonNodeFactory.instance.objectNode());
    }

    /** Opens a sealed container. */
    public JsonNode unseal(Sscc sscc, OperationId operation) throws GatewayException {
        return client.post(path(sscc) + "/unseal", operation.value(), JsonNodeFactory.instance.objectNode());
    }

    /** A container as the ledger holds it, who has it, what it is in, and its {@code contents}. */
    public JsonNode container(Sscc sscc) throws GatewayException {
        ObjectNode container = JsonNodeFactory.instance.objectNode();
        client.get(path(sscc)).properties().forEach(field -> container.set(field.getKey(), field.getValue()));
        return container.set("contents", contents(sscc));
    }

    /** What is directly in a container: {@code groups} of units and {@code containers}, of all slices. */
    private JsonNode contents(Sscc sscc) throws GatewayException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode groups = all.putArray("groups");
        ArrayNode containers = all.putArray("containers");
        String query = "";
        for (int slice = 0; slice < MAX_SLICES; slice++) {
            JsonNode contents = client.get(path(sscc) + "/contents" + query);
            contents.path("groups").forEach(groups::add);
            contents.path("containers").forEach(containers::add);
            if (!contents.has("next")) {
                break;
            }
            query = "?from=" + contents.path("next").asInt();
        }
        return all;
    }

    private static String path(Sscc sscc) {
        return CONTAINERS + "/" + sscc.digits();
    }

    private static String handOffPath(HandOffId handOff) {
        return "/api/v1/hand-offs/" + handOff;
    }
}
