package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.list.ScannedCodes;
import org.touchmark.scanner.file.TextFile;
import org.touchmark.scanner.party.BatchKey;
import org.touchmark.scanner.party.ReportSubject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a report is about: one or several units, a whole batch, or a container. */
final class SubjectOptions {

    private static final int MAX_UNITS = 1_000;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(names = "--link", paramLabel = "LINK", description = "A unit, by what its label's code says; repeatable.")
    private List<String> links = new ArrayList<>();

    @Option(
            names = "--links",
            paramLabel = "FILE",
            description =
                    "Units by what their labels' codes say: one a line, as a hand scanner writes them, or a table with"
                            + " a column \"link\", such as labels.csv. Of several units --json prints a list of the answers, in"
                            + " their order.")
    private @Nullable Path file;

    @Option(
            names = "--gtin",
            paramLabel = "GTIN",
            description = "With --lot: a whole batch, or with --serial units of it.")
    private @Nullable Gtin gtin;

    @Option(names = "--lot", paramLabel = "LOT", description = "The batch or lot (AI 10) of --gtin.")
    private @Nullable Lot lot;

    @Option(
            names = "--serial",
            paramLabel = "SERIAL",
            description = "A unit of the batch by its serial, for its brand; repeatable.")
    private List<String> serials = new ArrayList<>();

    @Option(
            names = "--sscc",
            paramLabel = "SSCC",
            description = "A container with all that is in it, by its 18 digits.")
    private @Nullable Sscc sscc;

    /** Where a subject stands in what was given. */
    record Place(String words, int number) {}

    private final List<Place> places = new ArrayList<>();

    /** Where the subject at an index of {@link #subjects()} stands; empty words where there is but one. */
    Place place(int index) {
        return index < places.size() ? places.get(index) : new Place("", 0);
    }

    /**
     * The subjects, one at least.
     *
     * @throws IllegalArgumentException if none is named, or in several ways
     */
    List<ReportSubject> subjects() throws IOException {
        boolean byLink = !links.isEmpty() || file != null;
        boolean byBatch = gtin != null || lot != null || !serials.isEmpty();
        int ways = (byLink ? 1 : 0) + (byBatch ? 1 : 0) + (sscc != null ? 1 : 0);
        if (ways != 1) {
            throw new IllegalArgumentException(
                    "say what the report is about in one way: --link or --links, --gtin and --lot (and --serial), or"
                            + " --sscc");
        }
        if (sscc != null) {
            return List.of(new ReportSubject.OfContainer(sscc));
        }
        List<ReportSubject> subjects = byLink ? labelled() : ofBatch();
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no code in what was given: name 1 to %,d at once".formatted(MAX_UNITS));
        }
        if (subjects.size() > MAX_UNITS) {
            throw new IllegalArgumentException(
                    "%,d units: name 1 to %,d at once".formatted(subjects.size(), MAX_UNITS));
        }
        return subjects;
    }

    private List<ReportSubject> labelled() throws IOException {
        List<String> all = new ArrayList<>(links);
        List<Place> every = new ArrayList<>();
        links.forEach(link -> every.add(new Place("--link number " + (every.size() + 1), every.size() + 1)));
        if (file != null) {
            for (ScannedCodes.Code code : TextFile.codes(file).codes()) {
                all.add(code.text());
                every.add(new Place("line " + code.line() + " of " + file, code.line()));
            }
        }
        // Lines are told where all comes of a file; beside options, lines and places would be mixed up.
        List<Integer> numbers = links.isEmpty()
                ? every.stream().map(Place::number).toList()
                : IntStream.rangeClosed(1, all.size()).boxed().toList();
        List<String> once = ScannedNames.once(
                links.isEmpty() ? "line" : "link",
                all,
                numbers,
                spec.commandLine().getErr());
        once.forEach(text -> places.add(every.get(all.indexOf(text))));
        return once.stream().<ReportSubject>map(ReportSubject.ByLink::new).toList();
    }

    private List<ReportSubject> ofBatch() {
        if (gtin == null || lot == null) {
            throw new IllegalArgumentException("a batch is named by both --gtin and --lot");
        }
        BatchKey batch = new BatchKey(gtin, lot);
        return serials.isEmpty() ? List.of(new ReportSubject.Whole(batch)) : bySerial(batch);
    }

    private List<ReportSubject> bySerial(BatchKey batch) {
        serials.forEach(serial -> places.add(new Place("--serial number " + (places.size() + 1), places.size() + 1)));
        return serials.stream()
                .<ReportSubject>map(serial -> new ReportSubject.BySerial(batch, serial))
                .toList();
    }
}
