package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.scanner.file.TextFile;
import org.touchmark.scanner.party.Goods;
import org.touchmark.scanner.party.Goods.ByLink;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Goods as anyone who holds them can scan them. */
final class ScannedOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(
            names = "--container",
            paramLabel = "SSCC",
            description = "A case or pallet with all that is in it: 18 digits, with or without (00) before them;"
                    + " repeatable.")
    private @Nullable List<Sscc> containers;

    @Option(
            names = "--links",
            paramLabel = "FILE",
            description =
                    "Units by what their labels' codes say: one a line, as a hand scanner writes them, or a table with"
                            + " a column \"link\", such as labels.csv.")
    private @Nullable Path links;

    List<Sscc> containers() {
        return containers == null ? List.of() : containers;
    }

    boolean isEmpty() {
        return containers == null && links == null;
    }

    /** The scanned units; null where no file is named. */
    @Nullable
    ByLink units() throws IOException {
        return links == null
                ? null
                : new ByLink(ScannedNames.told(
                        TextFile.codes(links), spec.commandLine().getErr()));
    }

    Goods goods() throws IOException {
        return new Goods(null, units(), containers());
    }
}
