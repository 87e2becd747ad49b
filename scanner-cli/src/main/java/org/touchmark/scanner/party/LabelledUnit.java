package org.touchmark.scanner.party;

import java.util.ArrayList;
import java.util.List;

/**
 * A unit of a batch and what its label says.
 *
 * @param serial the unit's serial
 * @param link the text of the label's code
 */
public record LabelledUnit(String serial, String link) {

    static final String HEADER = "serial,link";

    /** Reads a line of a gateway's list (RFC 4180): serials may hold commas and quotes, but no line ends. */
    static LabelledUnit parse(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (next == '"') {
                // Two quotes within quotes stand for one: the second switches quoting on again and is kept.
                if (!quoted && i > 0 && line.charAt(i - 1) == '"') {
                    field.append(next);
                }
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(next);
            }
        }
        fields.add(field.toString());
        if (fields.size() != 2) {
            throw new IllegalArgumentException(
                    "line \"%s\" of the gateway's list: not a serial and a link".formatted(line));
        }
        return new LabelledUnit(fields.get(0), fields.get(1));
    }
}
