package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.touchmark.domain.status.Status;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.party.ReportApi;
import org.touchmark.scanner.party.ReportSubject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a report back. */
@Command(
        name = "undo",
        header = "Takes a report back, within ten days, by who made it.",
        description = {
            "",
            "A recall, a theft and a destruction are not taken back; what was stolen and is found is reported found."
        },
        footer = {
            "",
            "Example:",
            "  touchmark undo sold --link 'https://id.example.com/01/...' --token-file corner.token"
        })
final class UndoCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "STATUS",
            description = "What was reported: sold, decommissioned, found, sample, exported.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private Status status;

    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    UndoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<ReportSubject> subjects = subject.subjects();
        ReportApi api = new ReportApi(party.client());
        new OneByOne(console, operation.id())
                .run(
                        subjects,
                        (each, id) -> "no longer reported " + status.wire() + "; it stands as "
                                + api.undo(each, status, id).words());
        return ExitCode.GENUINE.number();
    }
}
