package org.touchmark.network.material;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.msp.Pem;

/** A JSON file that another organisation has sent; every complaint names the file and the field. */
final class PublicFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_FILE_BYTES = 1 << 20;

    private final String path;
    private final JsonNode node;

    private PublicFile(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    static PublicFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(
                    "%s: %d bytes, at most %d are read".formatted(file, Files.size(file), MAX_FILE_BYTES));
        }
        try {
            return new PublicFile(file + ": ", JSON.readTree(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    String text(String key) throws IOException {
        if (!node.path(key).isTextual()) {
            throw refused(key, "must be a text");
        }
        return node.path(key).asText();
    }

    int number(String key) throws IOException {
        if (!node.path(key).isInt() || node.path(key).asInt() < 1) {
            throw refused(key, "must be a whole number from 1");
        }
        return node.path(key).asInt();
    }

    Endpoint endpoint(String key) throws IOException {
        try {
            return Endpoint.parse(text(key));
        } catch (IllegalArgumentException e) {
            throw refused(key, String.valueOf(e.getMessage()));
        }
    }

    X509Certificate certificate(String key) throws IOException {
        try {
            return Pem.certificate(text(key));
        } catch (IllegalArgumentException e) {
            throw refused(key, "must be a certificate in PEM");
        }
    }

    List<PublicFile> list(String key) throws IOException {
        if (!node.path(key).isArray()) {
            throw refused(key, "must be a list");
        }
        List<PublicFile> items = new ArrayList<>();
        for (JsonNode item : node.path(key)) {
            items.add(new PublicFile(path + key + "[" + items.size() + "].", item));
        }
        return items;
    }

    private IOException refused(String key, String rule) {
        return new IOException(path + key + " " + rule);
    }
}
