package org.touchmark.gateway.registration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.unit.GuessRisk;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problems;

/** Reads what a brand asks to register, from CSV or from JSON, and says everything that is wrong with it at once. */
public final class Orders {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> FIELDS =
            List.of("gtin", "lot", "expiry", "produced", "profile", "serials", "make");

    private Orders() {}

    /**
     * Reads a CSV body with its batch named beside it.
     *
     * @param fields gtin, lot, and where wanted expiry, produced, profile
     * @param csv the body
     * @return the order
     * @throws IOException if the body can't be received
     */
    public static BatchOrder csv(Map<String, String> fields, InputStream csv) throws IOException {
        requireKnown(fields);
        Gtin gtin = gtin(fields);
        Lot lot = lot(fields);
        CsvSerials read = CsvSerials.read(csv, gtin, lot);
        List<String> warnings = new ArrayList<>();
        if (!read.ignored().isEmpty()) {
            warnings.add("columns that were not read: " + String.join(", ", read.ignored()));
        }
        return order(fields, new BatchOrder.Brought(read.serials()), warnings);
    }

    /**
     * Reads a JSON body.
     *
     * @param json an object with gtin, lot, either serials or make, and where wanted expiry, produced, profile
     * @return the order
     * @throws IOException if the body can't be received
     */
    public static BatchOrder json(InputStream json) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        List<SerialNumber> serials = null;
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problems.badRequest("The body is not a JSON object.").asException();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.equals("serials")) {
                    serials = serials(parser);
                } else {
                    fields.put(name, scalar(parser, name));
                }
            }
            if (parser.nextToken() != null) {
                throw Problems.badRequest("Something follows the JSON object.").asException();
            }
        } catch (JsonProcessingException e) {
            throw Problems.badRequest("The body is not JSON: " + e.getOriginalMessage() + ", line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ".")
                    .asException();
        }
        requireKnown(fields);
        return order(fields, serials(fields, serials), List.of());
    }

    private static BatchOrder.Serials serials(Map<String, String> fields, @Nullable List<SerialNumber> brought) {
        String make = fields.get("make");
        if ((make == null) == (brought == null)) {
            throw Problems.unprocessable(
                            "SERIALS_MISSING",
                            "Give either \"serials\", a list, or \"make\", how many to make; not both.")
                    .asException();
        }
        if (brought != null) {
            return new BatchOrder.Brought(brought);
        }
        if (make == null || !make.matches("[1-9][0-9]{0,6}") || Integer.parseInt(make) > SerialCollector.MAX_SERIALS) {
            throw Problems.unprocessable(
                            "TOO_MANY_UNITS",
                            "make " + make + ": a batch has 1 to " + SerialCollector.MAX_SERIALS + " units.")
                    .asException();
        }
        return new BatchOrder.Made(Integer.parseInt(make));
    }

    private static BatchOrder order(Map<String, String> fields, BatchOrder.Serials serials, List<String> warnings) {
        LabelProfile profile = profile(fields.getOrDefault("profile", "signed"));
        List<String> all = new ArrayList<>(warnings);
        if (serials instanceof BatchOrder.Brought brought && profile == LabelProfile.COMPACT) {
            all.add(guessWarning(GuessRisk.of(brought.list().stream())));
        }
        return new BatchOrder(
                gtin(fields),
                lot(fields),
                Optional.ofNullable(fields.get("expiry")).map(text -> date("expiry", text)),
                Optional.ofNullable(fields.get("produced")).map(text -> date("produced", text)),
                profile,
                serials,
                all);
    }

    private static String guessWarning(GuessRisk risk) {
        return "compact labels carry no secret: whoever has seen some of these serials hits a real one about once in "
                + risk.guessesPerHit() + " guesses"
                + (risk.isAcceptable()
                        ? ", which is rarer than 1 in 10,000"
                        : ", which is MORE OFTEN than 1 in 10,000: let Touchmark make the serials, or take the signed"
                                + " profile");
    }

    private static Gtin gtin(Map<String, String> fields) {
        return field(fields, "gtin", Gtin::parse);
    }

    private static Lot lot(Map<String, String> fields) {
        return field(fields, "lot", text -> {
            Lot lot = new Lot(text);
            if (Dots.isAll(text)) {
                throw new RefusedException(ErrorCode.LOT_INVALID, "lot " + text + ": " + Dots.RULE);
            }
            return lot;
        });
    }

    private static <T> T field(Map<String, String> fields, String name, Function<String, T> read) {
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

    private static LabelProfile profile(String text) {
        return checked("profile", text, LabelProfile::parse);
    }

    private static LocalDate date(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Problems.unprocessable("ARGUMENT_INVALID", name + " " + text + ": not a date such as 2027-05-31.")
                    .asException();
        }
    }

    private static void requireKnown(Map<String, String> fields) {
        for (String name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                throw Problems.badRequest("The field \"" + name + "\" is not known here; known are "
                                + String.join(", ", FIELDS) + ".")
                        .asException();
            }
        }
    }

    private static List<SerialNumber> serials(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw Problems.badRequest("\"serials\" is not a list.").asException();
        }
        SerialCollector collector = new SerialCollector();
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
        return collector.finish();
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
