package org.touchmark.gateway.markup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML or XML. Every text and every attribute value is escaped here, and nothing else is written into them, so that
 * what a stranger put into a label's link can't become markup.
 */
public final class Markup {
    private final StringBuilder out = new StringBuilder(4096);
    private final Deque<String> open = new ArrayDeque<>();

    private Markup(String start) {
        out.append(start);
    }

    /**
     * An HTML page.
     *
     * @return a writer whose text begins with the document type
     */
    public static Markup html() {
        return new Markup("<!DOCTYPE html>\n");
    }

    /**
     * An XML document in UTF-8.
     *
     * @return a writer whose text begins with the XML declaration
     */
    public static Markup xml() {
        return new Markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }

    /**
     * Opens an element.
     *
     * @param tag its name
     * @param attributes names and values in turn
     * @return this
     */
    public Markup open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /**
     * Closes the innermost open element.
     *
     * @param tag its name, which is checked
     * @return this
     */
    public Markup close(String tag) {
        String innermost = open.pop();
        if (!innermost.equals(tag)) {
            throw new IllegalStateException("closing " + tag + " while " + innermost + " is open");
        }
        out.append("</").append(tag).append(">\n");
        return this;
    }

    /**
     * Writes an element with a text.
     *
     * @param tag its name
     * @param text its text, escaped here
     * @param attributes names and values in turn
     * @return this
     */
    public Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /**
     * Writes an element without content, closed as XML and HTML both accept.
     *
     * @param tag its name
     * @param attributes names and values in turn
     * @return this
     */
    public Markup empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>\n");
        return this;
    }

    /**
     * Writes a text.
     *
     * @param text the text, escaped here
     * @return this
     */
    public Markup text(String text) {
        escape(text);
        return this;
    }

    /**
     * Writes markup that ships with the program.
     *
     * @param resource an icon or the like
     * @return this
     */
    public Markup resource(MarkupResource resource) {
        out.append(resource.content());
        return this;
    }

    /**
     * The document.
     *
     * @return its text; every element must be closed
     */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void start(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException(tag + ": attributes are names and values in turn");
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isAllowed(c) ? c : '\uFFFD');
            }
        }
    }

    // XML 1.0 section 2.2 has no control characters but these; the signs that turn the direction of text are left out,
    // since a serial with one in it would read as another one.
    private static boolean isAllowed(char c) {
        boolean control =
                (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f || c == '\uFFFE' || c == '\uFFFF';
        boolean turnsText = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
        return !control && !turnsText;
    }
}
