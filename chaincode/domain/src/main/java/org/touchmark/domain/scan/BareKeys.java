package org.touchmark.domain.scan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CheckDigit;
import org.touchmark.domain.gs1.Element;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.label.MalformedCodeException;

/**
 * Keys as barcodes without identifiers hold them: EAN-8, UPC-A, UPC-E, EAN-13, ITF-14, and an SSCC without its 00 (GS1 General
 * Specifications, sections 5.2 and 5.3).
 */
final class BareKeys {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int GTIN_LENGTH = 14;
    private static final int EAN_13 = 13;
    private static final String EAN_8 = "E4";

    /** ISO/IEC 15424's option for an EAN-13 with what stands beside it. */
    static final String EAN_WITH_ADD_ON = "E3";

    /** EAN and UPC, without and with an add-on. */
    private static final Set<String> OF_PRODUCTS = Set.of("E0", EAN_WITH_ADD_ON, EAN_8);

    private BareKeys() {}

    /** The element that a bare key stands for. */
    static Optional<List<Element>> read(String text) {
        if (!isDigits(text)) {
            return Optional.empty();
        }
        return switch (text.length()) {
            case 8 -> isKey(text) ? gtin(text) : expanded(text).flatMap(BareKeys::gtin);
            case 12, 13, 14 -> isKey(text) ? gtin(text) : Optional.empty();
            case 18 -> isKey(text) ? Optional.of(List.of(new Element("00", text, 1))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** An EAN-13 with what stands beside it on a magazine or book, two or five digits. */
    static Optional<List<Element>> withAddOn(String text) {
        boolean both = isDigits(text) && (text.length() == 15 || text.length() == 18);
        return both ? read(text.substring(0, EAN_13)) : Optional.empty();
    }

    /**
     * Refuses what can hardly be anything but a GTIN and has another check digit than it should.
     *
     * @param symbology by which a reader says that the code is a product's; anything, or empty, where it does not
     * @throws MalformedCodeException naming the digits as they stand in the code
     */
    static void requireCheckDigit(String text, String symbology) throws MalformedCodeException {
        if (!isDigits(text)) {
            return;
        }
        int length = text.length();
        if (symbology.equals(EAN_WITH_ADD_ON) && (length == 15 || length == 18)) {
            requireGtin(text.substring(0, EAN_13));
        } else if (length >= 12 && length <= GTIN_LENGTH) {
            requireGtin(text);
        } else if (isOfProducts(symbology) && length == 8) {
            // Eight digits alone may be a date or anything else that has eight.
            requireGtin(text.charAt(0) == '0' && !symbology.equals(EAN_8) ? upcA(text) : text);
        }
    }

    /** Whether a reader says that a code is one that products have, and nothing else. */
    static boolean isOfProducts(String symbology) {
        return OF_PRODUCTS.contains(symbology);
    }

    private static void requireGtin(String digits) throws MalformedCodeException {
        try {
            Gtin.parse(digits);
        } catch (RefusedException e) {
            throw new MalformedCodeException(1, e.prose());
        }
    }

    static boolean isDigits(String text) {
        return DIGITS.matcher(text).matches();
    }

    private static boolean isKey(String digits) {
        int counted = digits.length() - 1;
        return CheckDigit.of(digits.substring(0, counted)) == digits.charAt(counted);
    }

    private static Optional<List<Element>> gtin(String digits) {
        return Optional.of(List.of(new Element("01", "0".repeat(GTIN_LENGTH - digits.length()) + digits, 1)));
    }

    /** The UPC-A that a UPC-E of number system 0 stands for, zeros put back (section 5.2.2.4). */
    private static Optional<String> expanded(String upcE) {
        String upcA = upcA(upcE);
        return upcE.charAt(0) == '0' && isKey(upcA) ? Optional.of(upcA) : Optional.empty();
    }

    private static String upcA(String upcE) {
        String d = upcE.substring(1, 7);
        char last = d.charAt(5);
        String body = switch (last) {
            case '0', '1', '2' -> d.substring(0, 2) + last + "0000" + d.substring(2, 5);
            case '3' -> d.substring(0, 3) + "00000" + d.substring(3, 5);
            case '4' -> d.substring(0, 4) + "00000" + d.charAt(4);
            default -> d.substring(0, 5) + "0000" + last;
        };
        return upcE.charAt(0) + body + upcE.charAt(7);
    }
}
