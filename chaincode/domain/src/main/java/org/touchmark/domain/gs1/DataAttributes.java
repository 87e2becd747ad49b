package org.touchmark.domain.gs1;

import java.util.List;
import java.util.regex.Pattern;
import org.touchmark.domain.error.ErrorCode;

/**
 * The Application Identifiers that may stand in the query of a GS1 Digital Link URI whose path has a GTIN and a serial, with
 * the shape of their values: those that the GS1 Barcode Syntax Dictionary permits as data attributes and that neither
 * exclude AI 01 nor require another primary key. Code lists (countries, currencies) are not looked up.
 */
public final class DataAttributes {
    private static final String DATE = "[0-9]{6}";
    private static final String TEXT_20 = ".{1,20}";
    private static final String TEXT_30 = ".{1,30}";
    private static final int DATE_LENGTH = 6;

    /** Identifiers and values as regular expressions; dates and keys are looked at more closely below. */
    private static final List<Shape> SHAPES = List.of(
            shape("1[13567]", DATE),
            shape("20", "[0-9]{2}"),
            shape("240|241|250|251|400|401|7002|7023|8004|90", TEXT_30),
            shape("242", "[0-9]{1,6}"),
            shape("243|420|71[0-7]|702[0-2]|7240|8002|8012", TEXT_20),
            shape("30", "[0-9]{1,8}"),
            shape("3(?:1[0-6]|2[0-9]|3[0-7]|4[0-9]|5[0-7]|6[0-9])[0-5]", "[0-9]{6}"),
            shape("392[0-9]", "[0-9]{1,15}"),
            shape("393[0-9]", "[0-9]{4,18}"),
            shape("395[0-5]|8005", "[0-9]{6}"),
            shape("00|801[78]", "[0-9]{18}"),
            shape("402", "[0-9]{17}"),
            shape("41[0-46-7]", "[0-9]{13}"),
            shape("253", "[0-9]{13}.{0,17}"),
            shape("421", "[0-9]{3}.{1,9}"),
            shape("42[246]", "[0-9]{3}"),
            shape("42[35]", "(?:[0-9]{3}){1,5}"),
            shape("427|7008", ".{1,3}"),
            shape("7001", "[0-9]{13}"),
            shape("7003", "[0-9]{10}"),
            shape("7004", "[0-9]{1,4}"),
            shape("7005", ".{1,12}"),
            shape("7006", DATE),
            shape("7007", "[0-9]{6}(?:[0-9]{6})?"),
            shape("7009", ".{1,10}"),
            shape("7010", ".{1,2}"),
            shape("7011", "[0-9]{6}(?:[0-9]{4})?"),
            shape("703[0-9]", "[0-9]{3}.{1,27}"),
            shape("723[0-9]", ".{3,30}"),
            shape("8001", "[0-9]{14}"),
            shape("8003", "0[0-9]{13}.{0,16}"),
            shape("8008", "[0-9]{8}(?:[0-9]{2}){0,2}"),
            shape("8009", ".{1,50}"),
            shape("8010", "[#/A-Z0-9-]{1,30}"),
            shape("8013", ".{1,25}"),
            shape("8030", "[A-Za-z0-9_=-]{1,90}"),
            shape("8110|8112", ".{1,70}"),
            shape("9[1-9]", ".{1,90}"));

    private static final Pattern WITH_CHECK_DIGIT = Pattern.compile("00|801[78]|402|41[0-46-7]");
    private static final Pattern DATES = Pattern.compile("1[13567]|7006");

    private DataAttributes() {}

    /** The value itself where the identifier may stand there and the value has its shape, else a refusal that says why. */
    public static String check(String ai, String value) {
        Shape shape = SHAPES.stream()
                .filter(candidate -> candidate.ai().matcher(ai).matches())
                .findFirst()
                .orElseThrow(() -> refused(ai, value, "this identifier can't stand beside a GTIN in a link's query"));
        int foreign = CharacterSet82.firstForeign(value);
        if (foreign >= 0 && !ai.equals("8010")) {
            throw refused(ai, value, "character " + (foreign + 1) + " is not in GS1's character set 82");
        }
        if (!shape.value().matcher(value).matches()) {
            throw refused(ai, value, "should match " + shape.value());
        }
        if (WITH_CHECK_DIGIT.matcher(ai).matches()) {
            Formats.key("AI " + ai, value, value.length(), ErrorCode.ARGUMENT_INVALID);
        }
        if (DATES.matcher(ai).matches()) {
            Gs1Date.check(value.substring(0, DATE_LENGTH));
        }
        return value;
    }

    private static RuntimeException refused(String ai, String value, String rule) {
        return Formats.refused("AI " + ai, value, rule, ErrorCode.ARGUMENT_INVALID);
    }

    private static Shape shape(String ai, String value) {
        return new Shape(Pattern.compile(ai), Pattern.compile(value));
    }

    private record Shape(Pattern ai, Pattern value) {}
}
