package org.touchmark.scanner.command;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.HandOffReceipt;
import org.touchmark.scanner.party.Offer;
import org.touchmark.scanner.party.PartyApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Offers units, cases and pallets to another party. */
@Command(
        name = "offer",
        header = "Offers units, cases and pallets to another party, and signs the offer.",
        description = {
            "",
            "At most 1,000 units and containers a hand-off; a pallet counts as one, whatever it holds. Until the other"
                    + " side answers, the goods are in transit and can be offered to nobody else."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark offer --to 9506000200002 --gtin 09506000101019 --lot A7 --all --token-file FILE",
            "  touchmark offer --to 9506000300009 --container 195060001000000217 --links loose.txt \\",
            "      --token-file .touchmark/gateway/tokens/meridian"
        })
final class OfferCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--to", paramLabel = "GLN", required = true, description = "Who is to receive them.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options.
    private Gln to;

    @Mixin
    private final GoodsOptions goods = new GoodsOptions();

    @Option(
            names = "--deadline",
            paramLabel = "DATE",
            description = "The last day on which the other side may accept; 14 days from now if absent.")
    private @Nullable LocalDate deadline;

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    OfferCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Offer offer = new Offer(
                to,
                goods.goods(),
                deadline == null ? null : deadline.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        PartyApi api = party.api();
        HandOffReceipt receipt;
        try {
            receipt = api.offer(offer, operation.id());
        } catch (GatewayException e) {
            throw goods.scanned().placed(e);
        }
        json.print(console, receipt.document(), () -> print(receipt));
        return ExitCode.GENUINE.number();
    }

    private void print(HandOffReceipt receipt) {
        console.line("%s hand-off %s: %s offered by %s to %s"
                .formatted(
                        console.paint(Tone.GOOD, console.sign(Mark.YES)),
                        Console.safe(receipt.id()),
                        receipt.offered(),
                        Console.safe(receipt.from()),
                        Console.safe(receipt.to())));
        console.line("  to be accepted with: touchmark accept " + Console.safe(receipt.id()) + " --token-file FILE");
        GoodsWarnings.print(console, receipt.document(), goods.scanned());
    }
}
