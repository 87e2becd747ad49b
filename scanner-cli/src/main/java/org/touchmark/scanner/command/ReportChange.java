package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Status;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.client.GatewayRefusedException;
import org.touchmark.scanner.client.Problem;
import org.touchmark.scanner.client.Problem.InputError;
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
 * operation of its own; those that are refused are told together at the end, each at its place. Under the same operation
 * again, what was done before answers as it did, and the rest is tried.
 */
abstract class ReportChange implements Callable<Integer> {

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

    @Mixin
    private final JsonOption json = new JsonOption();

    ReportChange(Console console) {
        this.console = console;
    }

    /** What was done, in words; {@code beside} is what stands of it besides, empty for nothing. */
    abstract String told(Status what, String beside);

    abstract Standing change(ReportApi api, ReportSubject about, Status what, OperationId id) throws GatewayException;

    /** Makes sure that this is meant, before anything is sent. */
    abstract void confirm(Console out, PartyOptions who, Status what, List<ReportSubject> about) throws IOException;

    @Override
    public final Integer call() throws IOException {
        List<ReportSubject> subjects = subject.subjects();
        ReportApi api = new ReportApi(party.client());
        confirm(console, party, status, subjects);
        OperationId whole = operation.id();
        List<JsonNode> answers = new ArrayList<>();
        List<GatewayRefusedException> refused = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            ReportSubject each = subjects.get(i);
            OperationId id = subjects.size() == 1 ? whole : whole.part(i + 1);
            SubjectOptions.Place place = subject.place(i);
            try {
                Standing standing = change(api, each, status, id);
                answers.add(standing.document());
                json.part(() -> print(each, standing));
            } catch (GatewayRefusedException e) {
                refused.add(e.placed(error -> error.at(place.words(), place.number())));
            } catch (GatewayException e) {
                tellHowToGoOn(answers.size(), subjects.size(), whole);
                throw e;
            }
        }
        if (!refused.isEmpty()) {
            throw together(refused, subjects.size(), whole);
        }
        json.answers(console, answers);
        return ExitCode.GENUINE.number();
    }

    private void tellHowToGoOn(int count, int all, OperationId whole) {
        if (count > 0) {
            console.note("%d of %d are done; the same again with --operation %s goes on with the rest"
                    .formatted(count, all, whole));
        }
    }

    /** One refusal as it is; several things as one refusal that lists them. */
    private static GatewayRefusedException together(
            List<GatewayRefusedException> refused, int all, OperationId operation) {
        Problem first = refused.get(0).problem();
        if (all == 1) {
            return refused.get(0);
        }
        List<InputError> errors = refused.stream()
                .map(GatewayRefusedException::problem)
                .flatMap(problem -> problem.errors().stream())
                .toList();
        String detail = refused.size() == all
                ? "all %d are refused, nothing was done; the same again with --operation %s tries them again"
                        .formatted(all, operation)
                : "%d of %d are refused, the others are done; the same again with --operation %s tries these again"
                        .formatted(refused.size(), all, operation);
        return GatewayRefusedException.of(
                new Problem(first.status(), first.code(), first.title(), detail, errors, errors.size()));
    }

    private void print(ReportSubject about, Standing standing) {
        console.paragraph(
                console.paint(Tone.GOOD, console.sign(Mark.YES)) + " ",
                "%s: %s".formatted(about, told(status, standing.beside(status))));
    }
}
