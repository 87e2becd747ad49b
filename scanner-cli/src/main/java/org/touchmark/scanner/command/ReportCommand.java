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

/** Reports what became of goods. */
@Command(
        name = "report",
        header = "Reports what became of goods, and signs the report.",
        description = {
            "",
            "Whoever scans such a label from then on is told, with the reporter's signature. Sold, decommissioned and so"
                    + " on are said by who has the goods, recalled by their brand, stolen and found by either. Several"
                    + " units are reported one after the other; sent again with the same --operation, it goes on."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark report sold --link 'https://id.example.com/01/...' --token-file corner.token",
            "  touchmark report recalled --gtin 09506000134352 --lot A7 --token-file aurelia.token",
            "  touchmark report stolen --sscc 395060001343520001 --token-file meridian.token"
        })
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "STATUS",
            description = "sold, decommissioned, stolen, found, recalled, destroyed, sample or exported.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private Status status;

    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<ReportSubject> subjects = subject.subjects();
        ReportApi api = new ReportApi(party.client());
        new OneByOne(console, operation.id())
                .run(
                        subjects,
                        (each, id) -> "reported " + status.wire() + "; it stands as "
                                + api.report(each, status, id).words());
        return ExitCode.GENUINE.number();
    }
}
