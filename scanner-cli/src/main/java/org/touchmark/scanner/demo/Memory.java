package org.touchmark.scanner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.party.OperationIds;

/**
 * What the story must not forget between two runs: which ledger it plays on, when it began, and the ids under which it
 * does things, so that each is done once.
 */
final class Memory {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ObjectNode content;

    private Memory(Path file, ObjectNode content) {
        this.file = file;
        this.content = content;
    }

    /** What was remembered; nothing if the story was never begun. */
    static Optional<Memory> recall(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode content = JSON.readTree(file.toFile());
        if (!(content instanceof ObjectNode object)) {
            throw new StoryException(file + ": not the story's memory; remove it to begin anew");
        }
        return Optional.of(new Memory(file, object));
    }

    /** Begins on a ledger, which is told from others by the digest of its roots. */
    static Memory begin(Path file, String ledger) throws IOException {
        ObjectNode content = JSON.createObjectNode()
                .put("ledger", ledger)
                .put("run", OperationIds.fresh().value())
                .put("produced", LocalDate.now(ZoneOffset.UTC).toString());
        Memory memory = new Memory(file, content);
        memory.save();
        return memory;
    }

    boolean isOf(String ledger) {
        return content.path("ledger").asText().equals(ledger);
    }

    LocalDate produced() {
        return LocalDate.parse(content.path("produced").asText());
    }

    Lot lot() {
        return new Lot("WATCH-" + YearMonth.from(produced()));
    }

    /** The id under which a step of this story is done, in this run and every later one. */
    OperationId operation(String step) {
        return new OperationId(content.path("run").asText() + step.replace("-", ""));
    }

    Optional<HandOffId> handOff(String step) {
        return Optional.ofNullable(content.path("handOffs").path(step).textValue())
                .map(HandOffId::new);
    }

    void keepHandOff(String step, HandOffId id) throws IOException {
        content.withObject("/handOffs").put(step, id.value());
        save();
    }

    private void save() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
