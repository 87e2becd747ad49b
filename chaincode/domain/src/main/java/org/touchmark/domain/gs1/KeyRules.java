package org.touchmark.domain.gs1;

import org.jspecify.annotations.Nullable;

/** What keys are held to: check digits, the place of a company prefix, and IBANs. */
final class KeyRules {
    private static final int MAX_IBAN = 34;
    private static final int MIN_IBAN = 11;

    private KeyRules() {}

    static @Nullable String checkDigit(String key) {
        int counted = key.length() - 1;
        char has = key.charAt(counted);
        char should = CheckDigit.of(key.substring(0, counted));
        return has == should ? null : "check digit is " + has + ", should be " + should;
    }

    /** A company prefix has four digits at least; the rest of such a key may be text. */
    static @Nullable String prefix(String key, int from) {
        if (key.length() < from + CompanyPrefix.MIN_LENGTH) {
            return "has " + key.length() + " characters, too few for a company prefix";
        }
        for (int i = from; i < from + CompanyPrefix.MIN_LENGTH; i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return Formats.character(key, i, "is not a digit of a company prefix");
            }
        }
        return null;
    }

    /** ISO 13616: country, two check digits, account; letters count from 10 on, and all of it leaves 1 modulo 97. */
    static @Nullable String iban(String iban) {
        if (iban.length() < MIN_IBAN || iban.length() > MAX_IBAN) {
            return "has " + iban.length() + " characters, an IBAN has " + MIN_IBAN + " to " + MAX_IBAN;
        }
        String country = CodeLists.countryLetters(iban.substring(0, 2));
        if (country != null) {
            return country;
        }
        String turned = iban.substring(4) + iban.substring(0, 4);
        int rest = 0;
        for (int i = 0; i < turned.length(); i++) {
            char c = turned.charAt(i);
            boolean letter = c >= 'A' && c <= 'Z';
            if (!letter && (c < '0' || c > '9')) {
                return "character " + ShownText.of(String.valueOf(c))
                        + " is no digit and no capital letter, as an IBAN has them";
            }
            rest = letter ? (rest * 100 + c - 'A' + 10) % 97 : (rest * 10 + c - '0') % 97;
        }
        return rest == 1 ? null : "check digits of the IBAN are " + iban.substring(2, 4) + ", which is not right";
    }
}
