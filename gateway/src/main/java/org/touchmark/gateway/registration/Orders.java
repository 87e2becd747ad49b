package org.touchmark.gateway.registration;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.unit.GuessRisk;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.serials.SerialDraft;

/**
 * Reads what a brand asks to register, from CSV or from JSON, and says everything that is wrong with it at once. Serials go
 * to the disk as they come and are never all in memory.
 */
public final class Orders {
    private Orders() {}

    /**
     * Reads a CSV body with its batch named beside it.
     *
     * @param fields gtin, lot, and where wanted expiry, produced, profile, and what {@link PackingFields} reads
     * @param csv the body
     * @param drafts begins a list on the disk
     * @return the order
     * @throws IOException if the body can't be received
     */
    // The draft goes into the order, which closes it.
    @SuppressWarnings("resource")
    public static BatchOrder csv(Map<String, String> fields, InputStream csv, Supplier<SerialDraft> drafts)
            throws IOException {
        OrderFields named = OrderFields.of(fields);
        SerialDraft draft = drafts.get();
        boolean good = false;
        try {
            SerialCollector collector = new SerialCollector(draft);
            List<String> ignored = CsvSerials.read(csv, named.gtin(), named.lot(), collector);
            List<String> warnings = new ArrayList<>();
            if (!ignored.isEmpty()) {
                warnings.add("columns that were not read: " + String.join(", ", ignored));
            }
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

    private static List<String> warnings(LabelProfile profile, GuessRisk risk) {
        String chance = String.format(
                Locale.ROOT,
                "whoever has seen some of these serials hits a real one about once in %d guesses (probability %.2g)",
                risk.guessesPerHit(),
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
