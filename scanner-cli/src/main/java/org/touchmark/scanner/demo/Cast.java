package org.touchmark.scanner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.touchmark.domain.gs1.CheckDigit;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;

/**
 * Who plays, and where the ledger's nodes listen, as the ledger's launcher wrote it down.
 *
 * @param maker the brand
 * @param carrier the distributor
 * @param shop the retailer
 * @param prefix the maker's GS1 company prefix
 * @param endpoints HOST:PORT of each peer
 */
record Cast(Player maker, Player carrier, Player shop, String prefix, List<String> endpoints) {

    private static final String ITEM_REFERENCE = "101";

    /** A party: the short name of its files, its GLN and its name for people. */
    record Player(String slug, Gln gln, String name) {}

    Cast {
        endpoints = List.copyOf(endpoints);
    }

    static Cast read(Path connection) throws IOException {
        JsonNode json = new ObjectMapper().readTree(connection.toFile());
        List<String> endpoints = new ArrayList<>();
        json.path("organisations")
                .forEach(organisation -> organisation
                        .path("peers")
                        .forEach(peer -> endpoints.add(peer.path("endpoint").asText())));
        JsonNode maker = party(connection, json, "aurelia");
        return new Cast(
                player(maker),
                player(party(connection, json, "meridian")),
                player(party(connection, json, "corner")),
                maker.path("prefixes").path(0).asText(),
                endpoints);
    }

    private static JsonNode party(Path connection, JsonNode json, String slug) throws StoryException {
        for (JsonNode party : json.path("parties")) {
            if (party.path("slug").asText().equals(slug)) {
                return party;
            }
        }
        throw new StoryException(
                "%s names no party %s; the story needs the default topology (network/down --clean, then again)"
                        .formatted(connection, slug));
    }

    private static Player player(JsonNode party) {
        return new Player(
                party.path("slug").asText(),
                new Gln(party.path("gln").asText()),
                party.path("name").asText());
    }

    /** The watch: the first item under the maker's prefix that has room for one (GS1 General Specifications 2.1). */
    Gtin watch() {
        String item = "0".repeat(Math.max(0, 12 - prefix.length() - ITEM_REFERENCE.length())) + ITEM_REFERENCE;
        String body = prefix + item.substring(item.length() - (12 - prefix.length()));
        return Gtin.parse(body + CheckDigit.of(body));
    }
}
