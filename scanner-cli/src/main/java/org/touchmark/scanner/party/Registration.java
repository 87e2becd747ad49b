package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;

/**
 * A batch to register.
 *
 * @param batch its name
 * @param profile what its labels carry
 * @param expiry the day after which its units are not to be used, if there is one
 * @param produced the day it was made; the gateway's today if absent
 * @param serials where its serials come from
 * @param packing the cases and pallets that its units are packed into, in the order of their serials; absent for loose ones
 */
public record Registration(
        BatchKey batch,
        LabelProfile profile,
        @Nullable LocalDate expiry,
        @Nullable LocalDate produced,
        Serials serials,
        @Nullable Packing packing) {

    /** A batch of loose units. */
    public Registration(
            BatchKey batch,
            LabelProfile profile,
            @Nullable LocalDate expiry,
            @Nullable LocalDate produced,
            Serials serials) {
        this(batch, profile, expiry, produced, serials, null);
    }

    /**
     * Cases with consecutive SSCCs, and the pallets that they are stacked on, numbered behind them.
     *
     * @param casesOf units a case
     * @param palletsOf cases a pallet; absent for cases alone
     * @param first the first case's SSCC
     */
    public record Packing(int casesOf, @Nullable Integer palletsOf, Sscc first) {}

    /** Where a batch's serials come from. */
    public sealed interface Serials {}

    /** Serials of the brand's own, in a file of comma-separated values with a column {@code serial}. */
    public record Brought(Path csv, Cells cells) implements Serials {
        /** Serials of a file that are looked at for what spreadsheets do to them. */
        public Brought(Path csv) {
            this(csv, Cells.CHECKED);
        }
    }

    /** What becomes of serials that look as if a spreadsheet had made them of something else. */
    public enum Cells {
        /** They are refused. */
        CHECKED,
        /** They are meant. */
        AS_WRITTEN
    }

    /** Serials that Touchmark draws at random. */
    public record Made(int count) implements Serials {

        public Made {
            if (count < 1) {
                throw new IllegalArgumentException("%d serials: make at least one".formatted(count));
            }
        }
    }

    /**
     * What came of it.
     *
     * @param batch the sealed batch's head, as the ledger holds it
     * @param labelsPath where the gateway has all its labels
     * @param warnings what the brand should know
     * @param document all that the gateway said of it
     */
    public record Done(JsonNode batch, String labelsPath, List<String> warnings, JsonNode document) {

        public Done {
            warnings = List.copyOf(warnings);
        }
    }

    private Map<String, String> terms() {
        Map<String, String> terms = new TreeMap<>();
        terms.put("gtin", batch.gtin().digits());
        terms.put("lot", batch.lot().value());
        terms.put("profile", profile.name().toLowerCase(Locale.ROOT));
        if (expiry != null) {
            terms.put("expiry", expiry.toString());
        }
        if (produced != null) {
            terms.put("produced", produced.toString());
        }
        if (packing != null) {
            terms.put("casesOf", Integer.toString(packing.casesOf()));
            terms.put("firstSscc", packing.first().digits());
        }
        if (packing != null && packing.palletsOf() != null) {
            terms.put("palletsOf", packing.palletsOf().toString());
        }
        return terms;
    }

    String query() {
        StringBuilder query = new StringBuilder();
        Map<String, String> terms = terms();
        if (serials instanceof Brought brought && brought.cells() == Cells.AS_WRITTEN) {
            terms.put("asWritten", "true");
        }
        terms.forEach((name, value) -> query.append(query.length() == 0 ? "?" : "&")
                .append(name)
                .append('=')
                .append(BatchKey.encoded(value)));
        return query.toString();
    }

    ObjectNode json(Made made) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        terms().forEach(json::put);
        if (packing != null) {
            json.put("casesOf", packing.casesOf());
        }
        if (packing != null && packing.palletsOf() != null) {
            json.put("palletsOf", packing.palletsOf());
        }
        return json.put("make", made.count());
    }
}
