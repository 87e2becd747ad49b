package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Status;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.ReportApi;
import org.touchmark.scanner.party.ReportApi.Standing;
import org.touchmark.scanner.party.ReportSubject;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * What the commands that report and take reports back share. Several subjects are done one after the other, each as an
 * operation of its own, up to the first that fails. Under the same operation again, what was done before answers as it did,
 * and the rest is done.
 */
abstract class ReportChange implements Callable<Integer> {

    private final Console console;
    private final String done;

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

    @Mixin
    private final JsonOption json = new JsonOption();

    /** {@code done} says before the status what has become of it. */
    ReportChange(Console console, String done) {
        this.console = console;
        this.done = done;
    }

    abstract Standing change(ReportApi api, ReportSubject about, Status what, OperationId id) throws GatewayException;

    @Override
    public final Integer call() throws IOException {
        List<ReportSubject> subjects = subject.subjects();
        ReportApi api = new ReportApi(party.client());
        OperationId whole = operation.id();
        List<JsonNode> answers = new ArrayList<>();
        for (ReportSubject each : subjects) {
            OperationId id = subjects.size() == 1 ? whole : new OperationId(whole + "-" + (answers.size() + 1));
            Standing standing;
            try {
                standing = change(api, each, status, id);
            } catch (GatewayException e) {
                if (!answers.isEmpty()) {
                    console.note("%d of %d are done; the same again with --operation %s goes on with the rest"
                            .formatted(answers.size(), subjects.size(), whole));
                }
                throw e;
            }
            answers.add(standing.document());
            json.part(() -> print(each, standing));
        }
        json.answers(console, answers);
        return ExitCode.GENUINE.number();
    }

    private void print(ReportSubject about, Standing standing) {
        console.paragraph(
                console.paint(Tone.GOOD, console.sign(Mark.YES)) + " ",
                "%s: %s %s; it stands as %s".formatted(about, done, status.wire(), standing.words()));
    }
}
