package org.touchmark.domain.gs1;

import java.util.Optional;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * The GS1 Application Identifiers that Touchmark gives a meaning, with the format of each (GS1 General Specifications,
 * section 3.2; formats as in the GS1 Barcode Syntax Dictionary).
 */
public enum ApplicationIdentifier {
    /** Serial Shipping Container Code: N18 with check digit. */
    SSCC("00", "SSCC", ErrorCode.ARGUMENT_INVALID),
    /** Global Trade Item Number: N14 with check digit. */
    GTIN("01", "GTIN", ErrorCode.GTIN_INVALID),
    /** Batch or lot number: X..20. */
    LOT("10", "lot", ErrorCode.LOT_INVALID),
    /** Expiration date: N6, YYMMDD, day 00 allowed. */
    EXPIRY("17", "expiry", ErrorCode.ARGUMENT_INVALID),
    /** Serial number: X..20. */
    SERIAL("21", "serial", ErrorCode.SERIAL_INVALID);

    private final String digits;
    private final String title;
    private final ErrorCode error;

    ApplicationIdentifier(String digits, String title, ErrorCode error) {
        this.digits = digits;
        this.title = title;
        this.error = error;
    }

    /** The identifier itself, such as "01". */
    public String digits() {
        return digits;
    }

    /** What refusals call the value. */
    public String title() {
        return title;
    }

    public static Optional<ApplicationIdentifier> find(String digits) {
        for (ApplicationIdentifier ai : values()) {
            if (ai.digits.equals(digits)) {
                return Optional.of(ai);
            }
        }
        return Optional.empty();
    }

    /** The value itself where it has this identifier's format, else a refusal that says where it departs from it. */
    public String check(String value) {
        switch (this) {
            case SSCC -> Formats.key(title, value, 18, error);
            case GTIN -> Formats.key(title, value, 14, error);
            case LOT, SERIAL -> Formats.text(title, value, 20, error);
            case EXPIRY -> Gs1Date.check(value);
        }
        return value;
    }

    RefusedException refused(String value, String rule) {
        return new RefusedException(error, title + " " + ShownText.of(value) + ": " + rule);
    }
}
