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
 * begin a line of its own. Files of a megabyte, the newest and three older ones. No token, secret or query is in it.
 *
 * <p>A flood can not wash away what was before it. One caller's refusals of one kind are written twenty times, and then
 * counted: after a minute, and as long as they go on after two, four, up to an hour. Whatever the callers and kinds, refusals
 * have half a megabyte a day; those beyond are counted and said once an hour.
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
    private static final Duration MAX_WINDOW = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long MAX_BYTES_A_DAY = 512 << 10;

    private final Path file;
    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);
    private Instant dayBegin = Instant.EPOCH;
    private long bytesToday;
    private Instant untoldSince = Instant.EPOCH;
    private long untold;
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

    /** One kind of refusal for a while; {@code lines} of it are written. */
    private static final class Window {
        private final Instant begin;
        private final Duration length;
        private final int lines;
        private final Refusal first;
        private int count;

        Window(Instant begin, Duration length, int lines, Refusal first) {
            this.begin = begin;
            this.length = length;
            this.lines = lines;
            this.first = first;
        }

        boolean isOver(Instant now) {
            return Duration.between(begin, now).compareTo(length) >= 0;
        }

        boolean isFlood() {
            return count > lines;
        }

        /** What comes after it: after a flood, which may go on, a longer one of fewer lines. */
        Window next(Instant now, Refusal refusal) {
            boolean goesOn = isFlood() && Duration.between(begin, now).compareTo(length.multipliedBy(3)) < 0;
            if (!goesOn) {
                return fresh(now, refusal);
            }
            Duration twice = length.multipliedBy(2);
            return new Window(now, twice.compareTo(MAX_WINDOW) > 0 ? MAX_WINDOW : twice, 1, refusal);
        }

        static Window fresh(Instant now, Refusal refusal) {
            return new Window(now, WINDOW, MAX_LINES, refusal);
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
        if (window == null || window.isOver(now)) {
            close(window);
            makeRoom();
            window = window == null ? Window.fresh(now, refusal) : window.next(now, refusal);
            windows.put(refusal.kind(), window);
        }
        window.count++;
        if (window.count <= window.lines) {
            writeWithinBudget(refusal.toJson());
        }
    }

    /**
     * Notes that a party's token was changed, was taken away, or is new.
     *
     * @param gln the party
     * @param event what happened
     */
    public synchronized void tokenChanged(String gln, String event) {
        write(line(JsonNodeFactory.instance.objectNode().put("event", event).put("party", gln)));
    }

    /** Notes how many refusals were counted only. */
    public synchronized void close() {
        windows.values().forEach(this::close);
        windows.clear();
        tellUntold();
    }

    private void makeRoom() {
        if (windows.size() >= MAX_KINDS) {
            String oldest = windows.keySet().iterator().next();
            close(windows.remove(oldest));
        }
    }

    private void close(@Nullable Window window) {
        if (window != null && window.isFlood()) {
            writeWithinBudget(window.first
                    .toJson()
                    .put("event", "refused-more")
                    .put("more", window.count - window.lines)
                    .put("since", window.begin.truncatedTo(ChronoUnit.MILLIS).toString()));
        }
    }

    private void writeWithinBudget(ObjectNode event) {
        Instant now = clock.instant();
        if (Duration.between(dayBegin, now).compareTo(DAY) >= 0) {
            tellUntold();
            dayBegin = now;
            bytesToday = 0;
        }
        byte[] line = line(event);
        if (bytesToday + line.length <= MAX_BYTES_A_DAY) {
            bytesToday += line.length;
            write(line);
            return;
        }
        if (untold == 0) {
            untoldSince = now;
        } else if (Duration.between(untoldSince, now).compareTo(MAX_WINDOW) >= 0) {
            tellUntold();
            untoldSince = now;
        }
        untold++;
    }

    private void tellUntold() {
        if (untold > 0) {
            write(line(JsonNodeFactory.instance
                    .objectNode()
                    .put("event", "refusals-not-written")
                    .put("lines", untold)
                    .put("since", untoldSince.truncatedTo(ChronoUnit.MILLIS).toString())));
            untold = 0;
        }
    }

    private byte[] line(ObjectNode event) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.setAll(event);
        try {
            return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.US_ASCII);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is JSON", e);
        }
    }

    private void write(byte[] line) {
        try {
            append(line);
            failing = false;
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
