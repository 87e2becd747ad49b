package org.touchmark.gateway.registration;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problems;

/** What an order says of its batch, beside the serials. */
record OrderFields(
        Gtin gtin,
        Lot lot,
        Optional<LocalDate> expiry,
        Optional<LocalDate> produced,
        LabelProfile profile,
        Optional<IntFunction<Packing>> packing) {
    private static final List<String> KNOWN =
            List.of("gtin", "lot", "expiry", "produced", "profile", "serials", "make");

    static OrderFields of(Map<String, String> fields) {
        for (String name : fields.keySet()) {
            if (!KNOWN.contains(name) && !PackingFields.NAMES.contains(name)) {
                throw Problems.badRequest("The field \"" + name + "\" is not known here; known are "
                                + String.join(", ", KNOWN) + ", " + String.join(", ", PackingFields.NAMES) + ".")
                        .asException();
            }
        }
        return new OrderFields(
                required(fields, "gtin", Gtin::parse),
                required(fields, "lot", OrderFields::lot),
                Optional.ofNullable(fields.get("expiry")).map(text -> date("expiry", text)),
                Optional.ofNullable(fields.get("produced")).map(text -> date("produced", text)),
                checked("profile", fields.getOrDefault("profile", "signed"), LabelProfile::parse),
                PackingFields.of(fields));
    }

    BatchOrder order(BatchOrder.Serials serials, List<String> warnings) {
        return new BatchOrder(
                gtin,
                lot,
                expiry,
                produced,
                profile,
                serials,
                packing.map(packed -> packed.apply(serials.count())),
                warnings);
    }

    private static Lot lot(String text) {
        Lot lot = new Lot(text);
        if (Dots.isAll(text)) {
            throw new RefusedException(ErrorCode.LOT_INVALID, "lot " + text + ": " + Dots.RULE);
        }
        return lot;
    }

    private static <T> T required(Map<String, String> fields, String name, Function<String, T> read) {
        String value = fields.get(name);
        if (value == null) {
            throw Problems.badRequest("The field \"" + name + "\" is missing: it names the batch.")
                    .asException();
        }
        return checked(name, value, read);
    }

    private static <T> T checked(String name, String value, Function<String, T> read) {
        try {
            return read.apply(value);
        } catch (RefusedException e) {
            throw Problems.unprocessable(e.code().name(), e.prose())
                    .withErrors(List.of(new InputError(0, name, value, e.code().name(), e.prose())), 1)
                    .asException();
        }
    }

    private static LocalDate date(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Problems.unprocessable("ARGUMENT_INVALID", name + " " + text + ": not a date such as 2027-05-31.")
                    .asException();
        }
    }
}
