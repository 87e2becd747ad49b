package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Progress;
import org.touchmark.scanner.console.ProgressDisplay;
import org.touchmark.scanner.party.LabelFormat;
import org.touchmark.scanner.party.LabelRange;
import org.touchmark.scanner.party.PartyApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Saves label pictures. */
@Command(
        name = "labels",
        header = "Saves the pictures of a batch's labels.",
        description = {"", "All or some as one archive, or single ones by serial."},
        footer = {
            "",
            "Examples:",
            "  touchmark labels --gtin 09506000101019 --lot A7 --out labels \\",
            "      --token-file .touchmark/gateway/tokens/aurelia",
            "  touchmark labels --gtin 09506000101019 --lot A7 --serial K7W2M9QX4T1B8RZ3P6NA --format svg \\",
            "      --token-file FILE"
        })
final class LabelsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final BatchOptions batch = new BatchOptions();

    @Option(
            names = "--serial",
            paramLabel = "SERIAL",
            arity = "1",
            description = "One label only; may be given several times.")
    private List<String> serials = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "png",
            description = "png or svg. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it from the default at the latest.
    private LabelFormat format;

    @Option(names = "--first", paramLabel = "N", defaultValue = "1", description = "The archive's first label, from 1.")
    private int first;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0", description = "How many labels; all if absent.")
    private int count;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where files go; made if it is not there. Default: here.")
    @SuppressWarnings("NullAway.Init") // picocli sets it from the default at the latest.
    private Path folder;

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final ConfirmOption confirm = new ConfirmOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    private final List<Path> saved = new ArrayList<>();

    LabelsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        PartyApi api = party.api();
        LabelRange range = new LabelRange(first, count);
        requireReachable(api);
        Files.createDirectories(folder);
        if (serials.isEmpty()) {
            saveArchive(api, range);
        }
        for (String serial : serials) {
            Path target = folder.resolve(FileNames.of(serial) + format.ending());
            api.label(batch.key(), serial, format, target);
            saved(target, target.toString());
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        saved.forEach(file -> document.withArray("files").add(file.toString()));
        json.print(console, document, () -> {});
        return ExitCode.GENUINE.number();
    }

    /** Labels are printed by the thousand, and none is called back: so one that no phone can open is made only if meant. */
    private void requireReachable(PartyApi api) throws GatewayException {
        PartyApi.LabelOrigin origin = api.labelOrigin();
        if (!origin.isPublic()) {
            confirm.require(
                    console,
                    "These labels would lead to %s: %s. Start the gateway with --label-host and the brand's own host before"
                                    .formatted(origin.origin(), origin.why())
                            + " labels are printed.");
        }
    }

    private void saved(Path target, String words) {
        saved.add(target);
        json.part(() -> console.line(words));
    }

    private void saveArchive(PartyApi api, LabelRange range) throws IOException {
        String name = "%s-%s-labels%s.zip"
                .formatted(
                        batch.key().gtin().digits(),
                        FileNames.of(batch.key().lot().value()),
                        range.first() == 1 && range.count() == 0 ? "" : "-from-" + range.first());
        Path target = folder.resolve(name);
        long start = System.nanoTime();
        long bytes;
        try (ProgressDisplay progress = console.progress()) {
            bytes = api.labels(
                    batch.key(),
                    range,
                    format,
                    target,
                    soFar -> progress.show(Progress.since(start, "kilobytes", soFar / 1024, 0)));
        }
        saved(target, String.format(Locale.ROOT, "%s (%,d bytes)", target, bytes));
    }
}
