package org.touchmark.gateway.registration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.serials.SerialDraft;

/** One pass over one JSON order: small fields are held, serials go to the disk as they come. */
final class JsonOrder implements AutoCloseable {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Pattern PLACE = Pattern.compile("\\[Source: [^\\]]*line: (\\d+), column: \\d+\\]");

    private final Supplier<SerialDraft> drafts;
    private final Map<String, String> fields = new TreeMap<>();
    private @Nullable SerialDraft draft;
    private @Nullable SerialCollector collector;

    /** {@code drafts} begins a list where the order brings one. */
    JsonOrder(Supplier<SerialDraft> drafts) {
        this.drafts = drafts;
    }

    void read(InputStream json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problems.badRequest("The body is not a JSON object.").asException();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.equals("serials")) {
                    readSerials(parser);
                } else if (name.equals(PackingFields.PLAN)) {
                    parser.nextToken();
                    fields.put(name, text(parser));
                } else {
                    fields.put(name, scalar(parser, name));
                }
            }
            if (parser.nextToken() != null) {
                throw Problems.badRequest("Something follows the JSON object.").asException();
            }
        } catch (JsonProcessingException e) {
            throw Problems.badRequest("The body is not JSON: " + words(e) + ", line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ".")
                    .asException();
        }
    }

    /** What the parser says, without its names of classes, options and places in streams. */
    private static String words(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "a number, a name or a text in it is longer, or its lists and objects are nested deeper, than is read"
                    + " here";
        }
        String said = PLACE.matcher(e.getOriginalMessage()).replaceAll("line $1");
        return said.indexOf('`') < 0 && !said.contains("Exception") ? said : "it breaks the grammar of RFC 8259";
    }

    Map<String, String> fields() {
        return fields;
    }

    /** The list that came; null if there was none. */
    @Nullable
    SerialDraft draft() {
        return draft;
    }

    /** What finishes the list that came; null if there was none. */
    @Nullable
    SerialCollector collector() {
        return collector;
    }

    /** Hands the list over: it is no longer this one's to delete. */
    void release() {
        draft = null;
    }

    @Override
    public void close() {
        if (draft != null) {
            draft.close();
        }
    }

    private void readSerials(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw Problems.badRequest("\"serials\" is not a list.").asException();
        }
        draft = drafts.get();
        collector = new SerialCollector(draft);
        int position = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            position++;
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw Problems.badRequest("\"serials\", position " + position
                                + ": not a text; numbers lose their leading zeros, so quote them.")
                        .asException();
            }
            collector.add(position, parser.getText());
        }
    }

    /** A small value of any kind as text. */
    private static String text(JsonParser parser) throws IOException {
        BoundedText text = new BoundedText(PackingFields.MAX_PLAN_CHARACTERS);
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructure(parser);
        }
        return text.toString();
    }

    private static String scalar(JsonParser parser, String name) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            throw Problems.badRequest("The field \"" + name + "\" is neither a text nor a whole number.")
                    .asException();
        }
        return parser.getText();
    }
}
