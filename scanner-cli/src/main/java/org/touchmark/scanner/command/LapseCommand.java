package org.touchmark.scanner.command;

import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.party.Reply;
import picocli.CommandLine.Command;

/** Notes that an offer's deadline has passed. */
@Command(
        name = "lapse",
        header = "Notes that an offer was not answered in time; its sender and its receiver may.",
        description = {"", "Time alone ends an offer: its goods can be offered anew without this. It closes the record."
        },
        footer = {
            "",
            "Example:",
            "  touchmark lapse 9506000100005h5f3c9a0b1d2e4f60 --token-file .touchmark/gateway/tokens/aurelia"
        })
final class LapseCommand extends HandOffReply {

    LapseCommand(Console console) {
        super(console, Reply.LAPSE, "lapsed");
    }
}
