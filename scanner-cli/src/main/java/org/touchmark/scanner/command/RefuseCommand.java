package org.touchmark.scanner.command;

import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.party.Reply;
import picocli.CommandLine.Command;

/** Refuses what another party offers. */
@Command(
        name = "refuse",
        header = "Refuses a hand-off, and signs that nothing was taken.",
        footer = {
            "",
            "Example:",
            "  touchmark refuse 9506000100005h5f3c9a0b1d2e4f60 --token-file .touchmark/gateway/tokens/meridian"
        })
final class RefuseCommand extends HandOffReply {

    RefuseCommand(Console console) {
        super(console, Reply.REFUSE, "refused");
    }
}
