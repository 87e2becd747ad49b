package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.party.ReportApi;
import org.touchmark.scanner.party.ReportSubject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is reported. */
@Command(
        name = "reports",
        header = "Shows what is reported of a unit, a batch or a container, and stands.",
        description = {
            "",
            "Of a unit also what is reported of its batch, and of the containers that it is in or was in at that time."
        },
        footer = {
            "",
            "Example:",
            "  touchmark reports --gtin 09506000101019 --lot A7 --token-file .touchmark/gateway/tokens/meridian"
        })
final class ReportsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ReportsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ReportApi api = new ReportApi(party.client());
        List<JsonNode> answers = new ArrayList<>();
        for (ReportSubject each : subject.subjects()) {
            JsonNode reports = api.read(each);
            answers.add(reports);
            json.part(() -> print(each, reports));
        }
        json.answers(console, answers);
        return ExitCode.GENUINE.number();
    }

    private void print(ReportSubject about, JsonNode reports) {
        console.paragraph("", about + (reports.isEmpty() ? ": nothing is reported" : ""));
        reports.forEach(this::print);
    }

    private void print(JsonNode report) {
        JsonNode mark = report.path("mark");
        JsonNode signature = mark.path("signature");
        console.paragraph(
                "  " + Instant.ofEpochMilli(signature.path("at").asLong()) + "  ",
                "%s, says GLN %s of %s"
                        .formatted(
                                mark.path("status").asText(),
                                signature.path("gln").asText(),
                                scope(report.path("subject"))));
    }

    private static String scope(JsonNode subject) {
        if (subject.has("sscc")) {
            return "container " + subject.path("sscc").asText();
        }
        return subject.has("digest") ? "this very unit" : "its whole batch";
    }
}
