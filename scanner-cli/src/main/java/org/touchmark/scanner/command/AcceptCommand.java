package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.HandOffReceipt;
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
            "All that is offered, or the part that arrived. Scanning everything that arrived is the surest: a part that"
                    + " turns out to be the whole is accepted as such."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark accept 9506000100005-5f3c9a0b1d2e4f60 --token-file meridian.token",
            "  touchmark accept 9506000100005-5f3c9a0b1d2e4f60 --part --links arrived.txt --token-file ..."
        })
final class AcceptCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "HAND-OFF",
            description = "The offer's id, as offer shows it: its sender's GLN, - and more.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private HandOffId handOff;

    @Option(
            names = "--part",
            description = "Take only what is named with --container and --links; the rest is the sender's again.")
    private boolean part;

    @Mixin
    private final ScannedOptions scanned = new ScannedOptions();

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    AcceptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (part == scanned.isEmpty()) {
            throw new IllegalArgumentException(
                    part
                            ? "--part: say what you take, with --container or --links"
                            : "what is named with --container or --links is a part: say so with --part");
        }
        HandOffReceipt receipt = part
                ? party.dock().acceptPart(handOff, scanned.goods(), operation.id())
                : party.api().accept(handOff, operation.id());
        json.print(console, receipt.document(), () -> print(receipt));
        return ExitCode.GENUINE.number();
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
        }
    }
}
