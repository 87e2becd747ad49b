package org.touchmark.scanner.command;

import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.party.Reply;
import picocli.CommandLine.Command;

/** Takes an offer back. */
@Command(
        name = "cancel",
        header = "Takes an offer back that nobody has answered, and signs so.",
        footer = {
            "",
            "Example:",
            "  touchmark cancel 9506000100005h5f3c9a0b1d2e4f60 --token-file .touchmark/gateway/tokens/aurelia"
        })
final class CancelCommand extends HandOffReply {

    CancelCommand(Console console) {
        super(console, Reply.CANCEL, "taken back");
    }
}
