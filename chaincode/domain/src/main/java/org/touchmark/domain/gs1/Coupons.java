package org.touchmark.domain.gs1;

import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** The fields of North American coupons, AI 8110 and AI 8112 (GS1 General Specifications, sections 3.9.11 and 3.9.13). */
final class Coupons {
    private static final int SHORTEST = 6;

    private final String digits;
    private int at;

    private Coupons(String digits) {
        this.digits = digits;
    }

    static @Nullable String coupon(String digits) {
        return read(digits, Coupons::readCoupon);
    }

    static @Nullable String positiveOffer(String digits) {
        return read(digits, Coupons::readPositiveOffer);
    }

    private interface Layout {
        void read(Coupons coupon);
    }

    private static @Nullable String read(String digits, Layout layout) {
        int wrong = Formats.firstNonDigit(digits);
        if (wrong >= 0) {
            return Formats.character(digits, wrong, "is not a digit");
        }
        Coupons coupon = new Coupons(digits);
        try {
            layout.read(coupon);
        } catch (RefusedException e) {
            return e.prose();
        }
        int left = digits.length() - coupon.at;
        return left == 0 ? null : "has " + left + " digits behind its last field";
    }

    private void readCoupon() {
        sized("company prefix", "0123456", SHORTEST);
        take("offer code", 6);
        sized("save value", "12345", 0);
        requirement("first purchase");
        if (optional('1')) {
            choice("rule of additional purchases", "0123");
            requirement("second purchase");
            sized("second purchase's company prefix", "01234569", SHORTEST);
        }
        if (optional('2')) {
            requirement("third purchase");
            sized("third purchase's company prefix", "01234569", SHORTEST);
        }
        String end = optional('3') ? date("expiry") : "";
        String start = optional('4') ? date("start") : "";
        if (!end.isEmpty() && start.compareTo(end) > 0) {
            throw refused("its start " + start + " is after its expiry " + end);
        }
        if (optional('5')) {
            sized("serial", "0123456789", SHORTEST);
        }
        if (optional('6')) {
            sized("retailer", "1234567", SHORTEST);
        }
        if (optional('9')) {
            choice("save value code", "01256");
            choice("item that the save value applies to", "012");
            take("store coupon flag", 1);
            choice("flag against multiplying", "01");
        }
    }

    private void readPositiveOffer() {
        choice("format", "01");
        sized("funder", "0123456", SHORTEST);
        take("offer code", 6);
        sized("serial", "0123456789", SHORTEST);
    }

    /** How much is to be bought, of what kind, from which family. */
    private void requirement(String what) {
        sized(what, "12345", 0);
        choice(what + "'s code", "012349");
        take(what + "'s family", 3);
    }

    /** A field behind a digit that says how long it is; 9 says that there is none, where that may be. */
    private void sized(String what, String sizes, int more) {
        char size = choice("length of the " + what, sizes);
        boolean none = size == '9' && sizes.endsWith("69");
        take(what, none ? 0 : size - '0' + more);
    }

    private char choice(String what, String choices) {
        char found = take(what, 1).charAt(0);
        if (choices.indexOf(found) < 0) {
            throw refused(what + " is " + found + ", should be one of " + choices);
        }
        return found;
    }

    private String date(String what) {
        String date = take(what, 6);
        String fault = Gs1Date.fault(date, 1);
        if (fault != null) {
            throw refused(what + " " + date + ": " + fault);
        }
        return date;
    }

    private boolean optional(char mark) {
        if (at < digits.length() && digits.charAt(at) == mark) {
            at++;
            return true;
        }
        return false;
    }

    private String take(String what, int length) {
        if (digits.length() - at < length) {
            throw refused("ends within the " + what);
        }
        at += length;
        return digits.substring(at - length, at);
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, rule);
    }
}
