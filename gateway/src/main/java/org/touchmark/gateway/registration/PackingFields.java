package org.touchmark.gateway.registration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.scan.Scans;

/**
 * What an order says of its units' containers: {@code casesOf}, {@code palletsOf} and {@code firstSscc}, or a {@code plan} in
 * the contract's form with {@code unitsEach}.
 */
final class PackingFields {
    static final String PLAN = "plan";
    static final List<String> NAMES = List.of("casesOf", "palletsOf", "firstSscc", PLAN, "unitsEach");

    /** Two hundred runs. */
    static final int MAX_PLAN_CHARACTERS = 40_000;

    private PackingFields() {}

    /** The packing of as many units as there turn out to be; empty where the order says nothing of containers. */
    static Optional<IntFunction<Packing>> of(Map<String, String> fields) {
        if (NAMES.stream().noneMatch(fields::containsKey)) {
            return Optional.empty();
        }
        if (fields.containsKey(PLAN)) {
            requireOnly(fields, PLAN, "unitsEach");
            Packing packing = new Packing(plan(fields.get(PLAN)), number(fields, "unitsEach"));
            return Optional.of(packing::requireRoom);
        }
        requireOnly(fields, "casesOf", "palletsOf", "firstSscc");
        int casesOf = number(fields, "casesOf");
        OptionalInt palletsOf =
                fields.containsKey("palletsOf") ? OptionalInt.of(number(fields, "palletsOf")) : OptionalInt.empty();
        Sscc first = Scans.sscc(required(fields, "firstSscc"));
        return Optional.of(units -> Packing.ofCases(units, casesOf, palletsOf, first));
    }

    private static PackingPlan plan(String json) {
        if (json.length() > MAX_PLAN_CHARACTERS) {
            throw invalid(
                    PLAN + " has more than " + MAX_PLAN_CHARACTERS + " characters; number containers in longer runs");
        }
        return PackingPlan.read(
                CanonicalJson.parseAnyOrder("{\"plan\":" + json + "}").requireOnly(PLAN), PLAN);
    }

    private static void requireOnly(Map<String, String> fields, String... together) {
        for (String name : NAMES) {
            if (fields.containsKey(name) && !List.of(together).contains(name)) {
                throw invalid(name + " does not go with " + String.join(", ", together)
                        + "; give casesOf, firstSscc and perhaps palletsOf, or plan and unitsEach");
            }
        }
    }

    private static int number(Map<String, String> fields, String name) {
        String text = required(fields, name);
        if (!text.matches("[1-9][0-9]{0,7}")) {
            throw invalid(name + " " + text + " is not a whole number of 1 to 8 digits");
        }
        return Integer.parseInt(text);
    }

    private static String required(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text == null) {
            throw invalid(name + " is missing; give casesOf, firstSscc and perhaps palletsOf, or plan and unitsEach");
        }
        return text;
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.PLAN_INVALID, rule);
    }
}
