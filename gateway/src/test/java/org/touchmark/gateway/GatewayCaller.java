package org.touchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.gateway.support.TestGateway;

/** What the tests of a gateway ask it, in the names of its parties. */
abstract class GatewayCaller {
    /** The running gateway. */
    abstract TestGateway gateway();

    /** A GTIN of the brand that the ledger's topology has under the slug aurelia. */
    abstract String gtin();

    /** The GLN of the party with a slug. */
    abstract String gln(String slug);

    /** An SSCC of the brand's prefix, which has nine digits. */
    Sscc sscc(int number) {
        return Sscc.ofNumber(Long.parseLong("1" + gtin().substring(1, 10) + "%07d".formatted(number)));
    }

    String link(String lot, int index) {
        HttpResponse<byte[]> csv = gateway().get("aurelia", "/api/v1/batches/" + gtin() + "/" + lot + "/serials.csv");
        String line = new String(csv.body(), UTF_8)
                .lines()
                .skip(index + 1L)
                .findFirst()
                .orElseThrow();
        return line.substring(line.indexOf(',') + 1);
    }

    JsonNode scan(String link) {
        return gateway()
                .getJson("", link.substring(link.toLowerCase(Locale.ROOT).indexOf("/01/")));
    }

    static List<String> codes(JsonNode list) {
        List<String> codes = new ArrayList<>();
        list.forEach(item -> codes.add(item.path("code").asText()));
        return codes;
    }

    static void assertRefused(HttpResponse<byte[]> response, int status, String code) {
        assertThat(json(response).path("code").asText())
                .as(new String(response.body(), UTF_8))
                .isEqualTo(code);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    static JsonNode done(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isBetween(200, 201);
        return json(response);
    }

    /** Makes a batch whose units are packed. */
    JsonNode pack(String lot, int units, String packing) {
        HttpResponse<byte[]> response = gateway()
                .post(
                        "aurelia",
                        "/api/v1/batches",
                        "{'gtin':'" + gtin() + "','lot':'" + lot + "','make':" + units + "," + packing + "}");
        JsonNode done = last(response);
        assertThat(done.path("batch").path("state").asText())
                .as(done.toString())
                .isEqualTo("SEALED");
        return done.path("batch");
    }

    JsonNode make(String lot, int units) {
        return pack(lot, units, "'profile':'signed'");
    }

    HttpResponse<byte[]> offer(String from, String to, String goods) {
        return gateway().post(from, "/api/v1/hand-offs", "{'to':'" + gln(to) + "'," + goods + "}");
    }

    String offered(String from, String to, String goods) {
        return done(offer(from, to, goods)).path("id").asText();
    }

    HttpResponse<byte[]> reply(String by, String id, String what, String body) {
        return gateway().post(by, "/api/v1/hand-offs/" + id + "/" + what, body);
    }

    HttpResponse<byte[]> keyed(String by, String path, String key, String body) {
        return gateway()
                .send(gateway()
                        .request(by, path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    HttpResponse<byte[]> container(String by, Sscc sscc, String what, String body) {
        return gateway().post(by, "/api/v1/containers/" + sscc + "/" + what, body);
    }

    HttpResponse<byte[]> create(String by, Sscc sscc, int level) {
        return gateway().post(by, "/api/v1/containers", "{'sscc':'" + sscc + "','level':" + level + "}");
    }

    JsonNode container(Sscc sscc) {
        return done(gateway().get("corner", "/api/v1/containers/" + sscc));
    }

    static String containers(Sscc... containers) {
        List<String> quoted = new ArrayList<>();
        for (Sscc container : containers) {
            quoted.add("'" + container + "'");
        }
        return "'containers':[" + String.join(",", quoted) + "]";
    }

    String units(String lot, int... indices) {
        List<String> links = new ArrayList<>();
        for (int index : indices) {
            links.add("'" + link(lot, index) + "'");
        }
        return "'links':[" + String.join(",", links) + "]";
    }

    String custodian(String lot, int index) {
        return scan(link(lot, index)).path("custody").path("custodian").asText();
    }
}
