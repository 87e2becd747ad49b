package org.touchmark.gateway.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a JSON configuration file field by field, so that an error names the file and the field. */
final class ConfigJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long MAX_FILE_BYTES = 4L << 20;

    private final Path file;
    private final String at;
    private final JsonNode node;

    private ConfigJson(Path file, String at, JsonNode node) {
        this.file = file;
        this.at = at;
        this.node = node;
    }

    /**
     * Reads a file whose top is an object.
     *
     * @param file the file, at most 4 MiB
     * @param wayOut what to do if it is not there
     * @return a reader of its fields
     */
    static ConfigJson read(Path file, String wayOut) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new ConfigException(file + ": longer than " + MAX_FILE_BYTES + " bytes");
            }
            JsonNode node = MAPPER.readTree(Files.readAllBytes(file));
            if (!node.isObject()) {
                throw new ConfigException(file + ": not a JSON object");
            }
            return new ConfigJson(file, "", node);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file; " + wayOut, e);
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ConfigException(file + ": not readable: " + e.getMessage(), e);
        }
    }

    String text(String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw wrong(field, "a text is needed");
        }
        return value.asText();
    }

    String textOr(String field, String otherwise) {
        return node.path(field).isMissingNode() || node.path(field).isNull() ? otherwise : text(field);
    }

    int number(String field) {
        JsonNode value = node.path(field);
        if (!value.isInt()) {
            throw wrong(field, "a whole number is needed");
        }
        return value.asInt();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(field)) {
            if (!value.isTextual()) {
                throw wrong(field, "a list of texts is needed");
            }
            texts.add(value.asText());
        }
        return List.copyOf(texts);
    }

    ConfigJson object(String field) {
        JsonNode value = node.path(field);
        if (!value.isObject()) {
            throw wrong(field, "an object is needed");
        }
        return new ConfigJson(file, at + field + ".", value);
    }

    <T> List<T> objects(String field, Function<ConfigJson, T> read) {
        List<T> objects = new ArrayList<>();
        for (JsonNode value : array(field)) {
            objects.add(read.apply(new ConfigJson(file, at + field + "[" + objects.size() + "].", value)));
        }
        return List.copyOf(objects);
    }

    /** A path, absolute or counted from the file's own folder. */
    Path path(String field) {
        return file.toAbsolutePath().resolveSibling(text(field)).normalize();
    }

    ConfigException wrong(String field, String rule) {
        return new ConfigException(file + ": " + at + field + ": " + rule + ", found " + node.path(field));
    }

    private JsonNode array(String field) {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            throw wrong(field, "a list is needed");
        }
        return value;
    }
}
