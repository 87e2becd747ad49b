package org.touchmark.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events, a line of JSON each. A reader that goes away ends the writing and nothing else. */
final class EventStream {
    static final String MEDIA_TYPE = "application/x-ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final OutputStream out;
    private boolean open = true;

    EventStream(OutputStream out) {
        this.out = out;
    }

    boolean isOpen() {
        return open;
    }

    void write(ObjectNode event) {
        if (!open) {
            return;
        }
        try {
            out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            open = false;
            LOG.debug("the reader of an event stream went away", e);
        }
    }
}
