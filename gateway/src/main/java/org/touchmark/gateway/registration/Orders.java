package org.touchmark.gateway.registration;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.unit.GuessRisk;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.registration.SerialCollector.CellRule;
import org.touchmark.gateway.serials.SerialDraft;

/**
 * Reads what a brand asks to register, from CSV or from JSON, and says everything that is wrong with it at once. Serials go
 * to the disk as they come and are never all in memory.
 */
public final class Orders {
    private static final String AS_WRITTEN = "asWritten";

    private Orders() {}

    private static CellRule cells(@Nullable String asWritten) {
        if (asWritten != null && !asWritten.equals("true") && !asWritten.equals("false")) {
            throw Problems.badRequest("asWritten " + asWritten + ": it is true or false.")
                    .asException();
        }
        return "true".equals(asWritten) ? CellRule.AS_WRITTEN : CellRule.REFUSE;
    }

    /**
     * The GTIN that is named beside a CSV body, before that is read.
     *
     * @param fields what {@link #csv} is given
     * @return the GTIN
     */
    public static Gtin gtin(Map<String, String> fields) {
        Map<String, String> terms = new TreeMap<>(fields);
        terms.remove(AS_WRITTEN);
        return OrderFields.of(terms).gtin();
    }

    /**
     * Reads a CSV body with its batch named beside it.
     *
     * @param fields gtin, lot, and where wanted expiry, produced, profile, what {@link PackingFields} reads, and asWritten:
     *     "true" where serials that look as if a spreadsheet had spoilt them are meant
     * @param csv the body
     * @param drafts begins a list on the disk
     * @return the order
     * @throws IOException if the body can't be received
     */
    // The draft goes into the order, which closes it.
    @SuppressWarnings("resource")
    public static BatchOrder csv(Map<String, String> fields, InputStream csv, Supplier<SerialDraft> drafts)
            throws IOException {
        Map<String, String> terms = new TreeMap<>(fields);
        CellRule cells = cells(terms.remove(AS_WRITTEN));
        OrderFields named = OrderFields.of(terms);
        SerialDraft draft = drafts.get();
        boolean good = false;
        try {
            SerialCollector collector = new SerialCollector(draft, cells);
            List<String> warnings = new ArrayList<>(CsvSerials.read(csv, named.gtin(), named.lot(), collector));
            warnings.addAll(collector.warnings());
            warnings.addAll(warnings(named.profile(), collector.finish()));
            BatchOrder order = named.order(new BatchOrder.Brought(draft), warnings);
            good = true;
            return order;
        } finally {
            if (!good) {
                draft.close();
            }
        }
    }

    /**
     * Reads a JSON body.
     *
     * @param json an object with gtin, lot, either serials or make, and where wanted expiry, produced, profile
     *     and what {@link PackingFields} reads
     * @param drafts begins a list on the disk
     * @return the order
     * @throws IOException if the body can't be received
     */
    public static BatchOrder json(InputStream json, Supplier<SerialDraft> drafts) throws IOException {
        try (JsonOrder read = new JsonOrder(drafts)) {
            read.read(json);
            OrderFields named = OrderFields.of(read.fields());
            String make = read.fields().get("make");
            SerialDraft draft = read.draft();
            SerialCollector collector = read.collector();
            if ((make == null) == (draft == null)) {
                throw Problems.unprocessable(
                                "SERIALS_MISSING",
                                "Give either \"serials\", a list, or \"make\", how many to make; not both.")
                        .asException();
            }
            if (draft == null || collector == null) {
                return named.order(made(make), List.of());
            }
            BatchOrder order =
                    named.order(new BatchOrder.Brought(draft), warnings(named.profile(), collector.finish()));
            read.release();
            return order;
        }
    }

    private static BatchOrder.Made made(@Nullable String make) {
        if (make == null || !make.matches("[1-9][0-9]{0,7}") || Integer.parseInt(make) > SerialCollector.MAX_SERIALS) {
            throw Problems.unprocessable(
                            "TOO_MANY_UNITS",
                            "make " + make + ": a batch has 1 to " + SerialCollector.MAX_SERIALS + " units.")
                    .asException();
        }
        return new BatchOrder.Made(Integer.parseInt(make));
    }

    private static String hits(long guessesPerHit) {
        return guessesPerHit <= 1
                ? "nearly every guess hits a real one"
                : String.format(Locale.ROOT, "about one guess in %,d hits a real one", guessesPerHit);
    }

    private static List<String> warnings(LabelProfile profile, GuessRisk risk) {
        String chance = String.format(
                Locale.ROOT,
                "of whoever has seen some of these serials %s (probability %.2g)",
                hits(risk.guessesPerHit()),
                risk.probability());
        if (profile == LabelProfile.COMPACT) {
            return List.of("compact labels carry no secret: " + chance
                    + (risk.isAcceptable()
                            ? ", which is rarer than 1 in 10,000"
                            : ", which is MORE OFTEN than 1 in 10,000: let Touchmark make the serials, or take the"
                                    + " signed profile"));
        }
        return risk.isAcceptable()
                ? List.of()
                : List.of("the serials can be guessed: " + chance
                        + ", which is more often than 1 in 10,000; so each label carries a secret of 96 bits beside"
                        + " its serial, and keep the labels' links from strangers");
    }
}
