package org.touchmark.domain.gs1;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Hours, minutes, seconds and dates of eight digits (GS1 General Specifications, sections 3.8.5 and 7.12). */
final class TimeRules {
    private TimeRules() {}

    static @Nullable String hour(String hh) {
        return within("hour", hh, "23");
    }

    static @Nullable String minute(String mi) {
        return within("minute", mi, "59");
    }

    static @Nullable String second(String ss) {
        return within("second", ss, "59");
    }

    static @Nullable String hourAndMinute(String hhmi) {
        String hour = hour(hhmi.substring(0, 2));
        return hour != null ? hour : minute(hhmi.substring(2));
    }

    /** YYYYMMDD, with its day. */
    static @Nullable String longDate(String date) {
        int year = Integer.parseInt(date, 0, 4, 10);
        int month = Integer.parseInt(date, 4, 6, 10);
        if (month < 1 || month > 12) {
            return "month is " + date.substring(4, 6) + ", should be 01 to 12";
        }
        return Gs1Date.dayFault(date.substring(6), 1, YearMonth.of(year, month));
    }

    private static @Nullable String within(String what, String two, String last) {
        return two.compareTo(last) <= 0 ? null : what + " is " + two + ", should be 00 to " + last;
    }
}
