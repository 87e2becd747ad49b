package org.touchmark.domain.gs1;

import org.jspecify.annotations.Nullable;

/**
 * Rules for parts of values, by the names that GS1's Barcode Syntax Dictionary gives its linters; each is given a text whose
 * characters and length are right. Company prefixes are held to their shape: which are in use, no rule knows.
 */
enum Linter {
    COUPONCODE,
    COUPONPOSOFFER,
    CSUM,
    CSUMALPHA,
    GCPPOS1,
    GCPPOS2,
    HASNONDIGIT,
    HH,
    HHMI,
    HYPHEN,
    IBAN,
    IMPORTERIDX,
    ISO3166,
    ISO3166999,
    ISO3166ALPHA2,
    ISO4217,
    ISO5218,
    LATITUDE,
    LONGITUDE,
    MEDIATYPE,
    MI,
    NONZERO,
    NOZEROPREFIX,
    PACKAGETYPE,
    PCENC,
    PIECEOFTOTAL,
    POSINSEQSLASH,
    SS,
    WINDING,
    YESNO,
    YYMMD0,
    YYMMDD,
    YYYYMMDD,
    ZERO;

    /** What is wrong with a text; null if nothing is. */
    @Nullable
    String fault(String text) {
        return switch (this) {
            case COUPONCODE -> Coupons.coupon(text);
            case COUPONPOSOFFER -> Coupons.positiveOffer(text);
            case CSUM -> KeyRules.checkDigit(text);
            case CSUMALPHA -> CheckPair.fault(text);
            case GCPPOS1 -> KeyRules.prefix(text, 0);
            case GCPPOS2 -> KeyRules.prefix(text, 1);
            case HASNONDIGIT -> NumberRules.nonDigit(text);
            case HH -> TimeRules.hour(text);
            case HHMI -> TimeRules.hourAndMinute(text);
            case HYPHEN -> only(text, "-", "a minus sign");
            case IBAN -> KeyRules.iban(text);
            case IMPORTERIDX -> CodeLists.importerIndex(text);
            case ISO3166 -> CodeLists.countryNumber(text);
            case ISO3166999 -> text.equals("999") ? null : CodeLists.countryNumber(text);
            case ISO3166ALPHA2 -> CodeLists.countryLetters(text);
            case ISO4217 -> CodeLists.currency(text);
            case ISO5218 -> only(text, "0129", "0, 1, 2 or 9 (ISO/IEC 5218)");
            case LATITUDE -> NumberRules.atMost("latitude", text, 1_800_000_000L);
            case LONGITUDE -> NumberRules.atMost("longitude", text, 3_600_000_000L);
            case MEDIATYPE -> CodeLists.mediaType(text);
            case MI -> TimeRules.minute(text);
            case NONZERO -> NumberRules.nonZero(text);
            case NOZEROPREFIX -> NumberRules.noLeadingZero(text);
            case PACKAGETYPE -> CodeLists.packageType(text);
            case PCENC -> NumberRules.percentEncoded(text);
            case PIECEOFTOTAL -> NumberRules.pieceOfTotal(text);
            case POSINSEQSLASH -> NumberRules.placeInSequence(text);
            case SS -> TimeRules.second(text);
            case WINDING -> only(text, "019", "0, 1 or 9 (a winding direction)");
            case YESNO -> only(text, "01", "0 or 1");
            case YYMMD0 -> Gs1Date.fault(text, 0);
            case YYMMDD -> Gs1Date.fault(text, 1);
            case YYYYMMDD -> TimeRules.longDate(text);
            case ZERO -> only(text, "0", "0");
        };
    }

    private static @Nullable String only(String text, String characters, String should) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return "has " + text + " where it should have " + should;
            }
        }
        return null;
    }
}
