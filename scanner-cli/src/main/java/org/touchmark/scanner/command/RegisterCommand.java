package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.ProgressDisplay;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.PartyApi;
import org.touchmark.scanner.party.Registration;
import org.touchmark.scanner.party.Registration.Brought;
import org.touchmark.scanner.party.Registration.Cells;
import org.touchmark.scanner.party.Registration.Done;
import org.touchmark.scanner.party.Registration.Made;
import org.touchmark.scanner.party.Registration.Serials;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a batch of serials. */
@Command(
        name = "register",
        header = "Registers a batch of serials on the ledger and seals it.",
        description = {
            "",
            "Brings serials of your own from a file of text, as spreadsheets save it (a header line with a column"
                    + " \"serial\"; other columns are named and left out), or lets Touchmark make them. The whole input is checked before anything is"
                    + " registered; each fault is shown with its line. Stopped half way, the same command goes on."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark register --make 1000 --gtin 09506000101019 --lot A7 \\",
            "      --token-file .touchmark/gateway/tokens/aurelia",
            "  touchmark register serials.csv --gtin 09506000101019 --lot A8 --token-file FILE",
            "  touchmark register --make 240 --cases-of 12 --pallets-of 10 --first-sscc 195060001000000019 \\",
            "      --gtin 09506000101019 --lot A9 --token-file FILE",
            "The GTIN and the SSCC begin with the brand's own GS1 company prefix; these are the demo's brand's. Its"
                    + " parties' tokens are in .touchmark/gateway/tokens."
        })
final class RegisterCommand implements Callable<Integer> {

    private final Console console;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets required groups.
    private Source source;

    @Mixin
    private final BatchOptions batch = new BatchOptions();

    @Option(
            names = "--expiry",
            paramLabel = "DATE",
            description =
                    "The last day of use (AI 17), such as 2031-12-31; at most 50 years from now, as a label has two digits"
                            + " of the year.")
    private @Nullable LocalDate expiry;

    @Option(names = "--produced", paramLabel = "DATE", description = "The day of production; today if absent.")
    private @Nullable LocalDate produced;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "signed",
            description = "What labels carry: signed (proves its maker without a network, QR of 49 to 53 modules) or"
                    + " compact (33 modules, for small goods). Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it from the default at the latest.
    private LabelProfile profile;

    @Option(
            names = "--as-written",
            description =
                    "Take serials of FILE that look as if a spreadsheet had made them of something else, such as powers"
                            + " of ten and dates: they are meant.")
    private boolean asWritten;

    @ArgGroup(exclusive = false, heading = "%nCases and pallets that the units are in already:%n")
    private @Nullable PackingOptions packing;

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    RegisterCommand(Console console) {
        this.console = console;
    }

    /** Where serials come from: one of two. */
    private static final class Source {
        @Parameters(paramLabel = "FILE", description = "A CSV file with a column \"serial\".")
        private @Nullable Path file;

        @Option(names = "--make", paramLabel = "N", description = "Make N serials of 100 random bits each.")
        private @Nullable Integer count;

        Serials serials(Cells cells) {
            return file != null ? new Brought(file, cells) : new Made(count == null ? 0 : count);
        }
    }

    @Override
    public Integer call() throws IOException {
        PartyApi api = party.api();
        Registration registration = new Registration(
                batch.key(),
                profile,
                expiry,
                produced,
                source.serials(asWritten ? Cells.AS_WRITTEN : Cells.CHECKED),
                packing == null ? null : packing.packing());
        Done done;
        try (ProgressDisplay progress = console.progress()) {
            done = api.register(registration, operation.id(), progress::show);
        }
        json.print(console, done.document(), () -> print(done));
        return ExitCode.GENUINE.number();
    }

    private void print(Done done) {
        long count = done.batch().path("count").asLong();
        console.line("%s %s: %s units registered and sealed"
                .formatted(
                        console.paint(Tone.GOOD, console.sign(Mark.YES)),
                        batch.key(),
                        String.format(Locale.ROOT, "%,d", count)));
        PackingOptions.print(console, done.batch().path("plan"));
        console.line("  root    " + Console.safe(done.batch().path("root").asText()));
        console.line("  labels  touchmark labels --gtin %s %s --token-file FILE"
                .formatted(
                        batch.key().gtin().digits(),
                        ShellWords.option("--lot", batch.key().lot().value())));
        for (String warning : done.warnings()) {
            console.paragraph("  " + console.paint(Tone.CAUTION, console.sign(Mark.CAUTION)) + " ", warning);
        }
    }
}
