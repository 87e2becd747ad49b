package org.touchmark.domain.gs1;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.ErrorCode;

/**
 * A date as barcodes carry it: YYMMDD, where day 00 means the last day of the month (GS1 General Specifications, section
 * 3.4.7 for AI 17). The century is not part of it; {@link #resolve} applies GS1's rule.
 */
public record Gs1Date(String yymmdd) {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);

    public Gs1Date {
        check(yymmdd);
    }

    /** The barcode's form of a date, with its day. */
    public static Gs1Date of(LocalDate date) {
        return new Gs1Date(FORMAT.format(date));
    }

    /**
     * The date meant, by GS1's rule of centuries (GS1 General Specifications, section 7.12): the year is the one from 49
     * years before to 50 years after the reference year. Day 00 becomes the month's last day.
     */
    public LocalDate resolve(Year reference) {
        int year = century(reference) + part(yymmdd, 0);
        YearMonth month = YearMonth.of(year, part(yymmdd, 2));
        int day = part(yymmdd, 4);
        try {
            return day == 0 ? month.atEndOfMonth() : month.atDay(day);
        } catch (DateTimeException e) {
            // 29 February of a century year that is not a leap year: such as 2100, seen from 2051 on.
            throw ApplicationIdentifier.EXPIRY.refused(yymmdd, "is no date of the year " + year);
        }
    }

    static void check(String yymmdd) {
        Formats.digits("expiry", yymmdd, 6, ErrorCode.ARGUMENT_INVALID);
        String fault = fault(yymmdd, 0);
        if (fault != null) {
            throw ApplicationIdentifier.EXPIRY.refused(yymmdd, fault);
        }
    }

    /** What is wrong with six digits as a date whose day is this one at the least; null if nothing is. */
    static @Nullable String fault(String yymmdd, int firstDay) {
        int month = part(yymmdd, 2);
        if (month < 1 || month > 12) {
            return "month is " + yymmdd.substring(2, 4) + ", should be 01 to 12";
        }
        // Any century year divisible by 400 will do: YY 00 is then a leap year, and February 29 is left to resolve().
        return dayFault(yymmdd.substring(4), firstDay, YearMonth.of(2000 + part(yymmdd, 0), month));
    }

    static @Nullable String dayFault(String day, int first, YearMonth month) {
        int found = Integer.parseInt(day);
        int last = month.lengthOfMonth();
        return found >= first && found <= last ? null : "day is " + day + ", should be 0" + first + " to " + last;
    }

    private int century(Year reference) {
        int base = reference.getValue() - Math.floorMod(reference.getValue(), 100);
        int difference = part(yymmdd, 0) - Math.floorMod(reference.getValue(), 100);
        if (difference >= 51) {
            return base - 100;
        }
        return difference <= -50 ? base + 100 : base;
    }

    private static int part(String yymmdd, int at) {
        return Integer.parseInt(yymmdd, at, at + 2, 10);
    }

    /** The six digits. */
    @Override
    public String toString() {
        return yymmdd;
    }
}
