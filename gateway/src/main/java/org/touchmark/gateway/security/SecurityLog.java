package org.touchmark.gateway.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.gateway.config.DurableFiles;

/**
 * What was refused to whom, and which tokens changed: a line of JSON each, in ASCII, so that nothing that a caller sends can
 * begin a line of its own. Files of a megabyte, the newest and three older ones. One caller's refusals of one kind are written
 * twenty times a minute, and then counted: a flood can not wash away what was before it. No token, secret or query is in it.
 */
public final class SecurityLog {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityLog.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final int OLDER_FILES = 3;
    private static final int MAX_LINES = 20;
    private static final int MAX_KINDS = 1_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Path file;
    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);
    private boolean failing;

    /**
     * A log.
     *
     * @param file where; its folder is made if needed
     * @param clock tells when
     */
    public SecurityLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** One kind of refusal in a minute. */
    private static final class Window {
        private final Instant begin;
        private final Refusal first;
        private int count;

        Window(Instant begin, Refusal first) {
            this.begin = begin;
            this.first = first;
        }
    }

    /**
     * Notes a refusal.
     *
     * @param refusal what was refused to whom, and why
     */
    public synchronized void refused(Refusal refusal) {
        Instant now = clock.instant();
        Window window = windows.get(refusal.kind());
        if (window == null || Duration.between(window.begin, now).compareTo(WINDOW) >= 0) {
            close(window);
            makeRoom();
            window = new Window(now, refusal);
            windows.put(refusal.kind(), window);
        }
        window.count++;
        if (window.count <= MAX_LINES) {
            write(refusal.toJson());
        }
    }

    /**
     * Notes that a party's token was changed, was taken away, or is new.
     *
     * @param gln the party
     * @param event what happened
     */
    public synchronized void tokenChanged(String gln, String event) {
        write(JsonNodeFactory.instance.objectNode().put("event", event).put("party", gln));
    }

    /** Notes how many refusals were counted only. */
    public synchronized void close() {
        windows.values().forEach(this::close);
        windows.clear();
    }

    private void makeRoom() {
        if (windows.size() >= MAX_KINDS) {
            String oldest = windows.keySet().iterator().next();
            close(windows.remove(oldest));
        }
    }

    private void close(@Nullable Window window) {
        if (window != null && window.count > MAX_LINES) {
            write(window.first
                    .toJson()
                    .put("event", "refused-more")
                    .put("more", window.count - MAX_LINES)
                    .put("since", window.begin.truncatedTo(ChronoUnit.MILLIS).toString()));
        }
    }

    private void write(ObjectNode event) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.setAll(event);
        try {
            append((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.US_ASCII));
            failing = false;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is JSON", e);
        } catch (IOException e) {
            // Said once: what can't be noted must not stop the service, nor fill another log.
            if (!failing) {
                LOG.error("{}: can't be written, so refusals leave no trace until it can", file, e);
            }
            failing = true;
        }
    }

    // Opened for each line, so that a file that was deleted or moved away is made anew and not written into unseen.
    private void append(byte[] line) throws IOException {
        if (!Files.exists(file)) {
            create();
        } else if (Files.size(file) + line.length > MAX_FILE_BYTES) {
            for (int i = OLDER_FILES; i > 0; i--) {
                Path from = i == 1 ? file : older(i - 1);
                if (Files.exists(from)) {
                    Files.move(from, older(i), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            create();
        }
        Files.write(file, line, StandardOpenOption.APPEND);
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private void create() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            DurableFiles.makeFolder(folder);
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
