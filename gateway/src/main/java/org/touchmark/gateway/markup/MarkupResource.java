package org.touchmark.gateway.markup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Markup that ships with the program and so needs no escaping. */
public final class MarkupResource {
    private final String content;

    private MarkupResource(String content) {
        this.content = content;
    }

    /**
     * Reads a resource of the class path.
     *
     * @param name its absolute name
     * @return the resource
     */
    public static MarkupResource load(String name) {
        try (InputStream in = MarkupResource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("resource " + name + ": not in the program");
            }
            return new MarkupResource(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String content() {
        return content;
    }
}
