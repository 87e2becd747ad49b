package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.LabelKeyApi;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A brand's label keys: which there are, a new one, and one less. */
@Command(
        name = "label-key",
        header = "Lists, changes and revokes the keys that sign a brand's labels.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "A label is judged by the time at which its batch was sealed: a key that is changed or revoked later leaves the"
                    + " labels before it genuine."
        },
        footer = {"", "Example:", "  touchmark label-key rotate --token-file .touchmark/gateway/tokens/aurelia"})
final class LabelKeyCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    private LabelKeyCommand() {}

    /** The command with its subcommands. */
    static CommandLine create(Console console) {
        return new CommandLine(new LabelKeyCommand())
                .addSubcommand(new ListKeys(console))
                .addSubcommand(new Rotate(console))
                .addSubcommand(new Revoke(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the label keys: list, rotate or revoke");
    }

    /** What the subcommands share: who asks, and how it is told. */
    private abstract static class Step implements Callable<Integer> {
        private final Console console;

        @Mixin
        private final PartyOptions party = new PartyOptions();

        @Mixin
        private final JsonOption json = new JsonOption();

        Step(Console console) {
            this.console = console;
        }

        LabelKeyApi api() throws IOException {
            return new LabelKeyApi(party.client());
        }

        Integer told(JsonNode document, Consumer<Console> text) {
            json.print(console, document, () -> text.accept(console));
            return ExitCode.GENUINE.number();
        }

        Integer done(LabelKeyApi.Key key, String what) {
            return told(
                    key.document(),
                    out -> out.line("%s label key %s is %s"
                            .formatted(out.paint(Tone.GOOD, out.sign(Mark.YES)), Console.safe(key.id()), what)));
        }
    }

    /** Lists the keys. */
    @Command(
            name = "list",
            header = "Lists all label keys that the brand ever registered, the newest first.",
            footer = {"", "Example:", "  touchmark label-key list --token-file .touchmark/gateway/tokens/aurelia"})
    private static final class ListKeys extends Step {

        ListKeys(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException {
            LabelKeyApi.Keys keys = api().list();
            return told(
                    keys.document(),
                    out -> keys.all()
                            .forEach(key -> out.line(Console.safe(
                                    "%s  valid from %s  %s".formatted(key.id(), key.validFrom(), state(key))))));
        }

        private static String state(LabelKeyApi.Key key) {
            if (key.revokedAt().isPresent()) {
                return "revoked at " + key.revokedAt().get();
            }
            if (key.current()) {
                return "in force, new batches are labelled with it";
            }
            return key.held() ? "in force" : "in force, not held by this gateway";
        }
    }

    /** Makes a new key. */
    @Command(
            name = "rotate",
            header = "Has the gateway make a new label key and register it; new batches are labelled with it.",
            description = {"", "The keys before it stay in force until they are revoked."},
            footer = {"", "Example:", "  touchmark label-key rotate --token-file .touchmark/gateway/tokens/aurelia"})
    private static final class Rotate extends Step {

        @Mixin
        private final OperationOption operation = new OperationOption();

        Rotate(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException {
            return done(api().rotate(operation.id()), "registered; new batches are labelled with it");
        }
    }

    /** Revokes a key. */
    @Command(
            name = "revoke",
            header = "Revokes a label key from now on, for good.",
            description = {
                "",
                "Labels of batches that are sealed stay genuine. No batch is opened or sealed with this key any more: one"
                        + " that is open has to be abandoned."
            },
            footer = {
                "",
                "Example:",
                "  touchmark label-key revoke 1a2b3c4d --token-file .touchmark/gateway/tokens/aurelia"
            })
    private static final class Revoke extends Step {

        @Parameters(paramLabel = "KEY", description = "The key's id, 8 hexadecimal digits, as list shows it.")
        @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
        private String key;

        @Mixin
        private final OperationOption operation = new OperationOption();

        @Mixin
        private final ConfirmOption confirm = new ConfirmOption();

        private final Console console;

        Revoke(Console console) {
            super(console);
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            LabelKeyId id = LabelKeyId.parse(key);
            LabelKeyApi api = api();
            confirm.require(
                    console,
                    "This revokes label key %s for good: no batch is opened or sealed with it any more.".formatted(id));
            LabelKeyApi.Key revoked = api.revoke(id, operation.id());
            return done(
                    revoked,
                    "revoked since " + revoked.revokedAt().map(Object::toString).orElse("now"));
        }
    }
}
