package org.touchmark.scanner.command;

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
        command.registerConverter(Gln.class, text -> converted(text, Scans::gln));
        command.registerConverter(Sscc.class, text -> converted(text, Scans::sscc));
        command.registerConverter(HandOffId.class, text -> converted(text, HandOffId::new));
        command.registerConverter(OperationId.class, text -> converted(text, OperationId::new));
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
