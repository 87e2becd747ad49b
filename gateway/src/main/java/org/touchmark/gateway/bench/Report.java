package org.touchmark.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.DurableFiles;

/**
 * What was measured on one ledger. JSON: {@code {"ledger","rows":[{"id","work","done","rate","p50Millis"?,"p99Millis"?,
 * "writeBytes"?,"blockBytes"?,"diskBytes"?}..]}}; bytes are a unit's.
 *
 * @param ledger its name, for people
 * @param rows in the order in which they were measured
 */
public record Report(String ledger, List<Row> rows) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Copies the list. */
    public Report {
        rows = List.copyOf(rows);
    }

    /**
     * The row of that id.
     *
     * @param id such as {@code hand-off-20}
     * @return the row; empty if it was not measured
     */
    public Optional<Row> row(String id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    /** These rows behind another report's. */
    Report behind(Report other) {
        List<Row> all = new ArrayList<>(other.rows());
        all.addAll(rows);
        return new Report(ledger, all);
    }

    /**
     * Reads a report.
     *
     * @param file as {@link #write} made it
     * @return the report
     */
    public static Report read(Path file) {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
            List<Row> rows = new ArrayList<>();
            json.path("rows").forEach(row -> rows.add(row(row)));
            return new Report(json.path("ledger").asText(), rows);
        } catch (IOException e) {
            throw new ConfigException(
                    "report " + file + ": " + e.getMessage() + "; gateway/bench --json writes one", e);
        }
    }

    /**
     * Writes the report.
     *
     * @param file where to
     * @throws IOException if the disk fails
     */
    public void write(Path file) throws IOException {
        DurableFiles.write(file, MAPPER.writeValueAsBytes(toJson()));
    }

    ObjectNode toJson() {
        ObjectNode json = MAPPER.createObjectNode().put("ledger", ledger);
        ArrayNode list = json.putArray("rows");
        for (Row row : rows) {
            ObjectNode node = list.addObject()
                    .put("id", row.id())
                    .put("work", row.work())
                    .put("done", row.done())
                    .put("rate", row.rate());
            row.latency()
                    .ifPresent(latency ->
                            node.put("p50Millis", latency.p50Millis()).put("p99Millis", latency.p99Millis()));
            row.footprint().ifPresent(found -> {
                node.put("writeBytes", found.writes()).put("blockBytes", found.block());
                found.disk().ifPresent(disk -> node.put("diskBytes", disk));
            });
        }
        return json;
    }

    private static Row row(JsonNode json) {
        return new Row(
                json.path("id").asText(),
                json.path("work").asText(),
                json.path("done").asLong(),
                json.path("rate").asDouble(),
                json.has("p50Millis")
                        ? Optional.of(new Row.Latency(
                                json.path("p50Millis").asDouble(),
                                json.path("p99Millis").asDouble()))
                        : Optional.empty(),
                json.has("writeBytes")
                        ? Optional.of(new Row.Footprint(
                                json.path("writeBytes").asDouble(),
                                json.path("blockBytes").asDouble(),
                                json.has("diskBytes")
                                        ? OptionalDouble.of(
                                                json.path("diskBytes").asDouble())
                                        : OptionalDouble.empty()))
                        : Optional.empty());
    }
}
