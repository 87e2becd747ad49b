package org.touchmark.domain.batch;

import java.time.LocalDate;
import java.time.Year;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.party.Party;

/**
 * What a brand says of a batch when it opens it; none of it changes later.
 *
 * @param expiry the last day on which the units are good; absent where they do not expire
 * @param produced the day of production
 * @param count the units that the sealed batch will have
 * @param profile how its labels look; in a SIGNED batch every label is signed
 * @param labelKey the id of the key that signs the labels, for SIGNED batches only
 * @param plan the containers that the units were packed into when they were made; absent where they are loose
 */
public record BatchTerms(
        Gtin gtin,
        Lot lot,
        Optional<LocalDate> expiry,
        LocalDate produced,
        int count,
        LabelProfile profile,
        Optional<LabelKeyId> labelKey,
        Optional<PackingPlan> plan) {
    private static final String[] FIELDS = {"gtin", "lot", "expiry", "produced", "count", "profile", "labelKey", "plan"
    };

    public BatchTerms {
        PageLayout.of(count);
        if (expiry.isPresent() && expiry.get().isBefore(produced)) {
            throw invalid("batch " + gtin + " " + lot + " expires on " + expiry.get() + ", before it was produced on "
                    + produced);
        }
        expiry.ifPresent(date -> requireSayable(date, Year.of(produced.getYear())));
        if (labelKey.isPresent() != (profile == LabelProfile.SIGNED)) {
            throw invalid("a batch names a label key exactly where its profile is signed");
        }
    }

    /**
     * Refuses an expiry date that a label can't say: AI 17 has two digits of the year, and a reader takes them for a year from
     * 49 years before to 50 years after its own (GS1 General Specifications, section 7.12).
     *
     * @param reader the year in which a label is read
     * @throws RefusedException ARGUMENT_INVALID
     */
    static void requireSayable(LocalDate expiry, Year reader) {
        if (!Gs1Date.of(expiry).resolve(reader).equals(expiry)) {
            throw invalid("expiry " + expiry
                    + " can't be said on a label: AI 17 has two digits of the year, which a reader of " + reader
                    + " takes for " + Gs1Date.of(expiry).resolve(reader) + "; name a date within 50 years");
        }
    }

    /** The terms of a batch whose units are loose. */
    public BatchTerms(
            Gtin gtin,
            Lot lot,
            Optional<LocalDate> expiry,
            LocalDate produced,
            int count,
            LabelProfile profile,
            Optional<LabelKeyId> labelKey) {
        this(gtin, lot, expiry, produced, count, profile, labelKey, Optional.empty());
    }

    /** Whether a party may register this batch: the GTIN and all containers of the plan are under its prefixes. */
    public boolean isOwnedBy(Party party) {
        return party.owns(gtin)
                && plan.stream().flatMap(planned -> planned.runs().stream()).allMatch(run -> run.isOwnedBy(party));
    }

    public PageLayout layout() {
        return PageLayout.of(count);
    }

    /**
     * The terms that a JSON object gives.
     *
     * @throws RefusedException ARGUMENT_INVALID, GTIN_INVALID, LOT_INVALID or TOO_MANY_UNITS
     */
    public static BatchTerms fromJson(JsonObject json) {
        return read(json.requireOnly(FIELDS));
    }

    static BatchTerms read(JsonObject json) {
        String expiry = json.optionalText("expiry");
        long count = json.number("count", 1, Integer.MAX_VALUE);
        return new BatchTerms(
                Gtin.parse(json.text("gtin")),
                new Lot(json.text("lot")),
                Optional.ofNullable(expiry == null ? null : date("expiry", expiry)),
                date("produced", json.text("produced")),
                (int) count,
                LabelProfile.parse(json.text("profile")),
                Optional.ofNullable(json.optionalText("labelKey")).map(LabelKeyId::parse),
                json.has("plan") ? Optional.of(PackingPlan.read(json, "plan")) : Optional.empty());
    }

    public JsonObject toJson() {
        return write(JsonObject.builder()).build();
    }

    JsonObject.Builder write(JsonObject.Builder json) {
        return json.put("gtin", gtin.digits())
                .put("lot", lot.value())
                .putIfPresent("expiry", expiryText())
                .put("produced", produced.toString())
                .put("count", count)
                .put("profile", profile.wire())
                .putIfPresent("labelKey", labelKey.map(LabelKeyId::hex).orElse(null))
                .putIfPresent("plan", plan.map(PackingPlan::toJson).orElse(null));
    }

    @Nullable
    String expiryText() {
        return expiry.map(LocalDate::toString).orElse(null);
    }

    private static LocalDate date(String field, String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() < 1900 || date.getYear() > 2199) {
                throw invalid(field + " " + text + " is not between 1900 and 2199");
            }
            return date;
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, field + " \"" + text + "\" is not a date like 2027-05-31", e);
        }
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, rule);
    }
}
