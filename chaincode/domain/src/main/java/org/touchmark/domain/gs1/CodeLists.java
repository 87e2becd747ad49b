package org.touchmark.domain.gs1;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Codes that others hand out, as GS1's dictionary lists them; the JDK's lists differ from release to release. */
final class CodeLists {
    private static final Set<String> COUNTRY_NUMBERS = Set.of(AiTable.ISO3166.split(" "));
    private static final Set<String> COUNTRY_LETTERS = Set.of(AiTable.ISO3166ALPHA2.split(" "));
    private static final Set<String> CURRENCIES = Set.of(AiTable.ISO4217.split(" "));
    private static final Set<String> MEDIA_TYPES = Set.of(AiTable.MEDIATYPE.split(" "));
    private static final Set<String> PACKAGE_TYPES = Set.of(AiTable.PACKAGETYPE.split(" "));

    private CodeLists() {}

    static @Nullable String countryNumber(String code) {
        return COUNTRY_NUMBERS.contains(code) ? null : unknown(code, "country's number in ISO 3166-1");
    }

    static @Nullable String countryLetters(String code) {
        return COUNTRY_LETTERS.contains(code) ? null : unknown(code, "country's two letters in ISO 3166-1");
    }

    static @Nullable String currency(String code) {
        return CURRENCIES.contains(code) ? null : unknown(code, "currency's number in ISO 4217");
    }

    static @Nullable String mediaType(String code) {
        return MEDIA_TYPES.contains(code) ? null : unknown(code, "AIDC media type");
    }

    static @Nullable String packageType(String code) {
        return PACKAGE_TYPES.contains(code) ? null : unknown(code, "package type of GS1's list");
    }

    /** One character of those that a file's name may have (General Specifications, section 3.8.21). */
    static @Nullable String importerIndex(String code) {
        char c = code.charAt(0);
        boolean good = CharacterKind.BASE64URL.contains(c) && c != '=';
        return good ? null : unknown(code, "importer index: a letter, a digit, - or _");
    }

    private static String unknown(String code, String what) {
        return ShownText.of(code) + " is no " + what;
    }
}
