package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.list.ScannedCodes;
import org.touchmark.domain.scan.Doubles;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.client.GatewayRefusedException;
import org.touchmark.scanner.client.Problem.InputError;
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

    private List<ScannedCodes.Code> codes = List.of();

    List<Sscc> containers() {
        return containers == null ? List.of() : containers;
    }

    boolean isEmpty() {
        return containers == null && links == null;
    }

    /** The scanned units; null where no file is named. */
    @Nullable
    ByLink units() throws IOException {
        if (links == null) {
            return null;
        }
        ScannedCodes file = TextFile.codes(links);
        codes = file.codes();
        return new ByLink(ScannedNames.told(file, spec.commandLine().getErr()));
    }

    /** A fault where people find it: at its line of the file, or at its place among options of one name. */
    InputError placed(InputError error) {
        int position = (int) Math.min(error.line(), Integer.MAX_VALUE);
        if (position == 0) {
            return error;
        }
        if (error.column().endsWith("links") && position <= codes.size()) {
            int line = codes.get(position - 1).line();
            return error.at("line " + line + " of " + links, line);
        }
        if (error.column().endsWith("serials")) {
            return error.at("--serial number " + position, position);
        }
        return error.column().endsWith("containers") ? error.at("--container number " + position, position) : error;
    }

    /** Whether a warning was told when the file was read: that a line says what one before it said. */
    boolean isTold(InputError warning) {
        List<String> texts = codes.stream().map(ScannedCodes.Code::text).toList();
        return warning.code().equals("NAMED_TWICE")
                && Doubles.of(texts).stream().anyMatch(repeat -> repeat.position() == warning.line());
    }

    /** A refusal with its faults where people find them. */
    GatewayException placed(GatewayException failure) {
        return failure instanceof GatewayRefusedException refused ? refused.placed(this::placed) : failure;
    }

    Goods goods() throws IOException {
        return new Goods(null, units(), containers());
    }
}
