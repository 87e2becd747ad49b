package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.DockApi;
import org.touchmark.scanner.party.Goods;
import org.touchmark.scanner.party.HandOffReceipt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accepts what another party offers. */
@Command(
        name = "accept",
        header = "Accepts a hand-off, and signs for what was received.",
        description = {
            "",
            "All that is offered, the part that arrived (--part), or all but what did not (--all-but): so a pallet is"
                    + " taken less some of its cases, which stay with the sender. Scanning everything that arrived is"
                    + " the surest: a part that turns out to be the whole is accepted as such."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark accept 9506000100005h5f3c9a0b1d2e4f60 --token-file .touchmark/gateway/tokens/meridian",
            "  touchmark accept 9506000100005h5f3c9a0b1d2e4f60 --part --links arrived.txt --token-file FILE",
            "  touchmark accept 9506000100005h5f3c9a0b1d2e4f60 --all-but --container 195060001000000040 \\",
            "      --token-file FILE"
        })
final class AcceptCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "HAND-OFF",
            description = "The offer's id, as offer shows it: its sender's GLN, h and more.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private HandOffId handOff;

    @ArgGroup
    private Share share = new Share();

    @Mixin
    private final ScannedOptions scanned = new ScannedOptions();

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    /** How much is taken. */
    private static final class Share {
        @Option(
                names = "--part",
                description = "Take only what is named with --container and --links; the rest is the sender's again.")
        private boolean part;

        @Option(
                names = "--all-but",
                description = "Take all but what is named: things that are offered, and containers inside those.")
        private boolean allBut;

        boolean isWhole() {
            return !part && !allBut;
        }

        String option() {
            return part ? "--part" : "--all-but";
        }
    }

    AcceptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (share.isWhole() != scanned.isEmpty()) {
            throw new IllegalArgumentException(
                    share.isWhole()
                            ? "what is named with --container or --links is a part: say so with --part, or with --all-but"
                                    + " if it is what you do not take"
                            : share.option() + ": say what with --container or --links");
        }
        HandOffReceipt receipt = share.isWhole() ? party.api().accept(handOff, operation.id()) : acceptPart();
        json.print(console, receipt.document(), () -> print(receipt));
        return ExitCode.GENUINE.number();
    }

    private HandOffReceipt acceptPart() throws IOException {
        Goods named = scanned.goods();
        DockApi dock = party.dock();
        try {
            return share.part
                    ? dock.acceptPart(handOff, named, operation.id())
                    : dock.acceptAllBut(handOff, named, operation.id());
        } catch (GatewayException e) {
            throw scanned.placed(e);
        }
    }

    private void print(HandOffReceipt receipt) {
        console.line("%s hand-off %s: %s %s now held by %s"
                .formatted(
                        console.paint(Tone.GOOD, console.sign(Mark.YES)),
                        Console.safe(receipt.id()),
                        receipt.accepted(),
                        receipt.accepted().isOne() ? "is" : "are",
                        Console.safe(receipt.to())));
        if (receipt.state().equals("ACCEPTED_IN_PART")) {
            console.line("  of %s that were offered; the rest is with %s"
                    .formatted(receipt.offered(), Console.safe(receipt.from())));
            receipt.document()
                    .path("less")
                    .forEach(sscc -> console.line("  less container %s, which is with %s"
                            .formatted(Console.safe(sscc.asText()), Console.safe(receipt.from()))));
        }
        GoodsWarnings.print(console, receipt.document(), scanned);
    }
}
