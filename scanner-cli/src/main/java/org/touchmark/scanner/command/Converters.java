package org.touchmark.scanner.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.scan.Scans;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Turns arguments into identifiers, whose own rules make the error messages. */
final class Converters {

    private Converters() {}

    static void register(CommandLine command) {
        command.registerConverter(Gtin.class, text -> converted(text, Scans::gtin));
        command.registerConverter(Lot.class, text -> converted(text, Lot::new));
        command.registerConverter(Integer.class, Converters::number);
        command.registerConverter(int.class, Converters::number);
        command.registerConverter(LocalDate.class, Converters::day);
        command.registerConverter(Path.class, Converters::path);
        command.registerConverter(Gln.class, text -> converted(text, Scans::gln));
        command.registerConverter(Sscc.class, text -> converted(text, Scans::sscc));
        command.registerConverter(HandOffId.class, text -> converted(text, HandOffId::new));
        command.registerConverter(OperationId.class, text -> converted(text, OperationId::new));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number of at most ten digits");
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a day of the calendar; write year, month and day, such as 2031-12-31");
        }
    }

    private static Path path(String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new TypeConversionException("'" + text + "' is not the name of a file or folder");
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private static <T> T converted(String text, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (RefusedException e) {
            throw new TypeConversionException(e.prose());
        }
    }
}
