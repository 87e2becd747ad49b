package org.touchmark.scanner.party;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.list.ListTable;
import org.touchmark.domain.list.SpreadsheetText;

/**
 * A unit of a batch and what its label says.
 *
 * @param serial the unit's serial
 * @param link the text of the label's code
 */
public record LabelledUnit(String serial, String link) {

    private static final String SERIAL = "serial";
    private static final String LINK = "link";

    /** Reads a gateway's list of them; throws with what is wrong with it. */
    static List<LabelledUnit> list(InputStream file) throws IOException {
        List<String> faults = new ArrayList<>();
        ListTable table = ListTable.open(file, SERIAL, (line, value, rule) -> faults.add("line " + line + " " + rule));
        Optional<Integer> link = table.column(LINK);
        if (link.isEmpty()) {
            throw new IOException("its header has no column \"" + LINK + "\"");
        }
        List<LabelledUnit> units = new ArrayList<>();
        while (table.next() && faults.isEmpty()) {
            units.add(new LabelledUnit(SpreadsheetText.read(table.cell(table.key())), table.cell(link.get())));
        }
        if (!faults.isEmpty()) {
            throw new IOException(faults.get(0));
        }
        return units;
    }
}
