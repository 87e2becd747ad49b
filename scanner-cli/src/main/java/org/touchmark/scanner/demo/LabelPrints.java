package org.touchmark.scanner.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.touchmark.scanner.party.BatchKey;
import org.touchmark.scanner.party.LabelFormat;
import org.touchmark.scanner.party.LabelledUnit;
import org.touchmark.scanner.party.PartyApi;

/** A few label pictures of the batch, as a printer would get them. */
final class LabelPrints {

    private static final int PRINTS = 3;

    private final PartyApi brand;
    private final BatchKey batch;
    private final Path folder;

    LabelPrints(PartyApi brand, BatchKey batch, Path folder) {
        this.brand = brand;
        this.batch = batch;
        this.folder = folder;
    }

    /** Saves the batch's list and the first labels; serials that Touchmark made are safe as names of files. */
    List<LabelledUnit> save() throws IOException {
        List<LabelledUnit> units = brand.units(batch, folder.resolve("serials.csv"));
        for (LabelledUnit unit : units.subList(0, Math.min(PRINTS, units.size()))) {
            brand.label(batch, unit.serial(), LabelFormat.PNG, folder.resolve(unit.serial() + ".png"));
        }
        if (!units.isEmpty()) {
            String first = units.get(0).serial();
            brand.label(batch, first, LabelFormat.PNG, folder.resolve(Trial.GENUINE));
            brand.label(batch, first, LabelFormat.SVG, folder.resolve(first + ".svg"));
        }
        return units;
    }
}
