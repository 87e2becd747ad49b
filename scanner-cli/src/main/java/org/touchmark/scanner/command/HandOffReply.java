package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.HandOffReceipt;
import org.touchmark.scanner.party.Reply;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands that end a hand-off without taking anything share. */
abstract class HandOffReply implements Callable<Integer> {

    private final Console console;
    private final Reply reply;
    private final String done;

    @Parameters(
            paramLabel = "HAND-OFF",
            description = "The offer's id, as offer shows it: its sender's GLN, h and more.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private HandOffId handOff;

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    /** {@code done} says what has become of the hand-off. */
    HandOffReply(Console console, Reply reply, String done) {
        this.console = console;
        this.reply = reply;
        this.done = done;
    }

    @Override
    public final Integer call() throws IOException {
        HandOffReceipt receipt = party.dock().reply(handOff, reply, operation.id());
        json.print(
                console,
                receipt.document(),
                () -> console.line("%s hand-off %s %s: %s with %s"
                        .formatted(
                                console.paint(Tone.GOOD, console.sign(Mark.YES)),
                                Console.safe(receipt.id()),
                                done,
                                receipt.offered(),
                                Console.safe(receipt.from()))));
        return ExitCode.GENUINE.number();
    }
}
