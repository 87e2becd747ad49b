package org.touchmark.domain.list;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What codes say, as somebody brings it: one a line, as hand scanners write them, or the column {@code link} of a table, such as
 * the {@code labels.csv} that comes with labels.
 *
 * @param codes the codes in their order, without the spaces around them
 */
public record ScannedCodes(List<Code> codes) {
    private static final String LINK = "link";
    private static final int MAX_FAULTS = 20;

    public ScannedCodes {
        codes = List.copyOf(codes);
    }

    /**
     * One code.
     *
     * @param line where it stands, counted from 1
     * @param text what it says
     */
    public record Code(int line, String text) {}

    /**
     * Reads a file of codes.
     *
     * @throws MalformedListException that names each line that can't be read
     */
    public static ScannedCodes read(InputStream file) throws IOException {
        ListRows rows = new ListRows(Utf8Input.of(file));
        List<String> faults = new ArrayList<>();
        List<Code> codes = new ArrayList<>();
        if (ListTable.first(rows)) {
            Optional<ListTable> table =
                    ListTable.named(rows, LINK, (line, value, rule) -> faults.add("line " + line + " " + rule));
            if (table.isPresent()) {
                while (table.get().next()) {
                    add(
                            codes,
                            faults,
                            table.get().line(),
                            table.get().cell(table.get().key()));
                }
            } else {
                rows.back();
                rows.takeLines();
                while (rows.next()) {
                    add(codes, faults, rows.line(), unquoted(rows.text().strip()));
                }
            }
        }
        if (!faults.isEmpty()) {
            int more = faults.size() - MAX_FAULTS;
            String first = String.join("\n", faults.subList(0, Math.min(MAX_FAULTS, faults.size())));
            throw MalformedListException.at(0, 0, more > 0 ? first + "\nand " + more + " more" : first);
        }
        return new ScannedCodes(codes);
    }

    /** The texts alone. */
    public List<String> texts() {
        return codes.stream().map(Code::text).toList();
    }

    private static void add(List<Code> codes, List<String> faults, int line, String cell) {
        String text = SpreadsheetText.read(cell).strip();
        Optional<String> damage = SpreadsheetDamage.of(cell.strip());
        if (damage.isPresent()) {
            faults.add("line " + line + ": " + ListTable.shortened(cell) + " " + damage.get());
        } else if (!text.isEmpty()) {
            codes.add(new Code(line, text));
        }
    }

    /** The text of a line that is one cell in quotation marks, as programs write a column. */
    private static String unquoted(String line) {
        boolean quoted = line.length() > 1 && line.startsWith("\"") && line.endsWith("\"");
        return quoted
                ? line.substring(1, line.length() - 1).replace("\"\"", "\"").strip()
                : line;
    }
}
