package org.touchmark.scanner.command;

import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.scanner.party.BatchKey;
import picocli.CommandLine.Option;

/** Which batch. */
final class BatchOptions {

    @Option(
            names = "--gtin",
            paramLabel = "GTIN",
            required = true,
            description = "The trade item: 8, 12, 13 or 14 digits.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options.
    private Gtin gtin;

    @Option(
            names = "--lot",
            paramLabel = "LOT",
            required = true,
            description = "The batch or lot (AI 10), 1 to 20 characters.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options.
    private Lot lot;

    BatchKey key() {
        return new BatchKey(gtin, lot);
    }
}
