package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.HandOffReceipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Accepts units that another party offers. */
@Command(
        name = "accept",
        header = "Accepts a hand-off, and signs for what was received.",
        footer = {"", "Example:", "  touchmark accept 5f3c9a0b1d2e4f60718293a4b5c6d7e8 --token-file meridian.token"})
final class AcceptCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "HAND-OFF", description = "The id that the offer was given.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private String handOff;

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    AcceptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        HandOffReceipt receipt = party.api().accept(handOff, operation.id());
        console.line("%s hand-off %s: %d units are now held by %s"
                .formatted(
                        console.paint(Tone.GOOD, console.sign(Mark.YES)),
                        Console.safe(receipt.id()),
                        receipt.units(),
                        Console.safe(receipt.to())));
        return ExitCode.GENUINE.number();
    }
}
