package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.Amount;
import org.touchmark.scanner.party.DockApi;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done to one container by itself. */
@Command(
        name = "container",
        header = "Makes a case or pallet, closes or opens it, or shows where it is.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  touchmark container create 195060001000000217 --token-file .touchmark/gateway/tokens/aurelia"
        })
final class ContainerCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    private ContainerCommand() {}

    /** The command with its subcommands. */
    static CommandLine create(Console console) {
        return new CommandLine(new ContainerCommand())
                .addSubcommand(new Create(console))
                .addSubcommand(new Seal(console))
                .addSubcommand(new Unseal(console))
                .addSubcommand(new Show(console));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do with the container: create, seal, unseal or show");
    }

    /** What the subcommands share: which container, who asks, and how it is told. */
    private abstract static class Step implements Callable<Integer> {
        private final Console console;

        @Parameters(paramLabel = "SSCC", description = "18 digits, with or without (00) before them.")
        @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
        private Sscc sscc;

        @Mixin
        private final PartyOptions party = new PartyOptions();

        @Mixin
        private final JsonOption json = new JsonOption();

        Step(Console console) {
            this.console = console;
        }

        abstract JsonNode ask(DockApi dock, Sscc container) throws IOException;

        abstract void print(Console out, JsonNode answer);

        @Override
        public final Integer call() throws IOException {
            JsonNode answer = ask(party.dock(), sscc);
            json.print(console, answer, () -> print(console, answer));
            return ExitCode.GENUINE.number();
        }
    }

    /** A step that writes. */
    private abstract static class Change extends Step {
        @Mixin
        private final OperationOption operation = new OperationOption();

        Change(Console console) {
            super(console);
        }

        abstract JsonNode change(DockApi dock, Sscc container, OperationId id) throws IOException;

        @Override
        final JsonNode ask(DockApi dock, Sscc container) throws IOException {
            return change(dock, container, operation.id());
        }

        @Override
        final void print(Console out, JsonNode answer) {
            boolean open = answer.path("state").asText().equals("OPEN");
            out.line("%s container %s is %s"
                    .formatted(
                            out.paint(Tone.GOOD, out.sign(Mark.YES)),
                            Console.safe(answer.path("sscc").asText()),
                            open
                                    ? "open: it can be packed and unpacked"
                                    : "sealed: it can be handed over, or packed into another"));
        }
    }

    @Command(
            name = "create",
            header = "Makes an empty open container, for who holds the prefix of its SSCC.",
            footer = {
                "",
                "Example:",
                "  touchmark container create 195060001000000217 --token-file .touchmark/gateway/tokens/aurelia"
            })
    private static final class Create extends Change {
        @Option(
                names = "--level",
                paramLabel = "N",
                defaultValue = "1",
                description =
                        "1 for what holds units, such as a case, 2 to 5 for what holds containers of lower levels,"
                                + " such as a pallet. Default: ${DEFAULT-VALUE}.")
        private int level;

        Create(Console console) {
            super(console);
        }

        @Override
        JsonNode change(DockApi dock, Sscc container, OperationId id) throws IOException {
            return dock.create(container, level, id);
        }
    }

    @Command(
            name = "seal",
            header = "Closes a container, so that it can travel, by itself or in another.",
            footer = {
                "",
                "Example:",
                "  touchmark container seal 195060001000000217 --token-file .touchmark/gateway/tokens/aurelia"
            })
    private static final class Seal extends Change {
        Seal(Console console) {
            super(console);
        }

        @Override
        JsonNode change(DockApi dock, Sscc container, OperationId id) throws IOException {
            return dock.seal(container, id);
        }
    }

    @Command(
            name = "unseal",
            header = "Opens a sealed container, so that it can be packed and unpacked.",
            description = {
                "",
                "A container that is inside another is taken out of that first: touchmark unpack FROM --container SSCC."
            },
            footer = {
                "",
                "Example:",
                "  touchmark container unseal 195060001000000217 --token-file .touchmark/gateway/tokens/meridian"
            })
    private static final class Unseal extends Change {
        Unseal(Console console) {
            super(console);
        }

        @Override
        JsonNode change(DockApi dock, Sscc container, OperationId id) throws IOException {
            return dock.unseal(container, id);
        }
    }

    @Command(
            name = "show",
            header = "Shows a container, who has it, what it is in and what is in it.",
            footer = {
                "",
                "Example:",
                "  touchmark container show 195060001000000217 --token-file .touchmark/gateway/tokens/meridian"
            })
    private static final class Show extends Step {
        Show(Console console) {
            super(console);
        }

        @Override
        JsonNode ask(DockApi dock, Sscc container) throws IOException {
            return dock.container(container);
        }

        @Override
        void print(Console out, JsonNode answer) {
            JsonNode container = answer.path("container");
            out.line("container %s, level %d, %s"
                    .formatted(
                            Console.safe(container.path("sscc").asText()),
                            container.path("level").asInt(),
                            container.path("state").asText().equals("OPEN") ? "open" : "sealed"));
            out.line((answer.path("inTransit").asBoolean() ? "  on its way, last held by " : "  with ")
                    + Console.safe(answer.path("custodian").asText()));
            answer.path("containers").forEach(around -> out.line("  in " + Console.safe(around.asText())));
            JsonNode origin = container.path("origin");
            if (origin.isObject()) {
                out.line("  planned for GTIN %s lot %s, number %d of its containers%s"
                        .formatted(
                                Console.safe(origin.path("gtin").asText()),
                                Console.safe(origin.path("lot").asText()),
                                origin.path("ordinal").asInt() + 1,
                                container.path("generation").asInt() == 0 ? "" : "; its contents changed since"));
            }
            contents(out, answer.path("contents"));
        }

        private static void contents(Console out, JsonNode contents) {
            Map<String, Integer> units = new TreeMap<>();
            contents.path("groups")
                    .forEach(group -> units.merge(
                            "GTIN " + group.path("gtin").asText() + " lot "
                                    + group.path("lot").asText(),
                            group.path("units").size(),
                            Integer::sum));
            units.forEach((batch, count) ->
                    out.line(Console.safe("  holds %s of %s".formatted(new Amount(count, 0), batch))));
            contents.path("containers").forEach(inner -> out.line("  holds container " + Console.safe(inner.asText())));
            if (units.isEmpty() && contents.path("containers").isEmpty()) {
                out.line("  holds nothing");
            }
        }
    }
}
