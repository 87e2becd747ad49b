package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.scanner.party.BatchKey;
import org.touchmark.scanner.party.Goods;
import org.touchmark.scanner.party.Goods.All;
import org.touchmark.scanner.party.Goods.BySerial;
import org.touchmark.scanner.party.Goods.Units;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goods by any name that their holder has for them: containers, and units in one of three ways. */
final class GoodsOptions {

    @Mixin
    private final ScannedOptions scanned = new ScannedOptions();

    @Option(names = "--gtin", paramLabel = "GTIN", description = "The units' trade item; not needed with --links.")
    private @Nullable Gtin gtin;

    @Option(names = "--lot", paramLabel = "LOT", description = "The units' batch or lot; not needed with --links.")
    private @Nullable Lot lot;

    @Option(names = "--all", description = "Every unit of the batch; for the brand that made it.")
    private boolean all;

    @Option(names = "--serial", paramLabel = "SERIAL", description = "A unit by serial, for its brand; repeatable.")
    private @Nullable List<String> serials;

    Goods goods() throws IOException {
        Units byLink = scanned.units();
        if ((all ? 1 : 0) + (serials == null ? 0 : 1) + (byLink == null ? 0 : 1) > 1) {
            throw new IllegalArgumentException("give one of --all, --serial and --links, to say which units");
        }
        Units units = serials != null ? new BySerial(serials) : all ? new All() : byLink;
        return new Goods(batch(), units, scanned.containers());
    }

    ScannedOptions scanned() {
        return scanned;
    }

    private @Nullable BatchKey batch() {
        if (gtin != null && lot != null) {
            return new BatchKey(gtin, lot);
        }
        if (gtin != null || lot != null) {
            throw new IllegalArgumentException("a batch is named by --gtin and --lot together");
        }
        return null;
    }
}
