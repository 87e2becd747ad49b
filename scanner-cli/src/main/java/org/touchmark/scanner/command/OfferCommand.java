package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.HandOffReceipt;
import org.touchmark.scanner.party.Offer;
import org.touchmark.scanner.party.Offer.All;
import org.touchmark.scanner.party.Offer.ByLink;
import org.touchmark.scanner.party.Offer.BySerial;
import org.touchmark.scanner.party.Offer.Units;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Offers units to another party. */
@Command(
        name = "offer",
        header = "Offers units to another party, and signs the offer.",
        description = {
            "",
            "At most 1,000 units a hand-off. Until the other side accepts, the units are in transit and can be offered"
                    + " to nobody else."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark offer --to 4012345000009 --gtin 09506000134352 --lot A7 --all --token-file ...",
            "  touchmark offer --to ... --gtin ... --lot ... --links scanned.txt --token-file meridian.token"
        })
final class OfferCommand implements Callable<Integer> {

    private static final long MAX_LIST_BYTES = 4L * 1024 * 1024;

    private final Console console;

    @Option(names = "--to", paramLabel = "GLN", required = true, description = "Who is to receive them.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options.
    private Gln to;

    @Mixin
    private final BatchOptions batch = new BatchOptions();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets required groups.
    private Choice choice;

    @Option(
            names = "--deadline",
            paramLabel = "DATE",
            description = "The last day on which the other side may accept; 14 days from now if absent.")
    private @Nullable LocalDate deadline;

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    OfferCommand(Console console) {
        this.console = console;
    }

    /** Which units: one way of saying it. */
    private static final class Choice {
        @Option(names = "--all", description = "Every unit of the batch; for the brand that made it.")
        private boolean all;

        @Option(names = "--serial", paramLabel = "SERIAL", description = "A unit by serial, for its brand; repeatable.")
        private @Nullable List<String> serials;

        @Option(
                names = "--links",
                paramLabel = "FILE",
                description = "Units by what their labels' codes say, one a line, as a hand scanner writes them.")
        private @Nullable Path links;

        Units units() throws IOException {
            if (links != null) {
                return new ByLink(linesOf(links));
            }
            return all || serials == null ? new All() : new BySerial(serials);
        }
    }

    private static List<String> linesOf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        if (Files.size(file) > MAX_LIST_BYTES) {
            throw new IOException("%s: more than %,d bytes; a hand-off carries at most %,d units"
                    .formatted(file, MAX_LIST_BYTES, Consignment.MAX_UNITS));
        }
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Override
    public Integer call() throws IOException {
        Offer offer = new Offer(
                to,
                batch.key(),
                choice.units(),
                deadline == null ? null : deadline.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        HandOffReceipt receipt = party.api().offer(offer, operation.id());
        console.line("%s hand-off %s: %d units offered by %s to %s"
                .formatted(
                        console.paint(Tone.GOOD, console.sign(Mark.YES)),
                        Console.safe(receipt.id()),
                        receipt.units(),
                        Console.safe(receipt.from()),
                        Console.safe(receipt.to())));
        console.line("  to be accepted with: touchmark accept " + Console.safe(receipt.id()) + " --token-file ...");
        return ExitCode.GENUINE.number();
    }
}
