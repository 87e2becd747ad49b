package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.concurrent.Callable;
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
        footer = {"", "Example:", "  touchmark label-key rotate --token-file aurelia.token"})
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
        throw new ParameterException(spec.commandLine(), "Say what to do:");
    }

    /** Lists the keys. */
    @Command(name = "list", header = "Lists all label keys that the brand ever registered, the newest first.")
    private static final class ListKeys implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final PartyOptions party = new PartyOptions();

        ListKeys(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            for (LabelKeyApi.Key key : new LabelKeyApi(party.client()).list()) {
                console.line(Console.safe("%s  valid from %s  %s".formatted(key.id(), key.validFrom(), state(key))));
            }
            return ExitCode.GENUINE.number();
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
            footer = {"", "Example:", "  touchmark label-key rotate --token-file aurelia.token"})
    private static final class Rotate implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final PartyOptions party = new PartyOptions();

        @Mixin
        private final OperationOption operation = new OperationOption();

        Rotate(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            LabelKeyApi.Key key = new LabelKeyApi(party.client()).rotate(operation.id());
            console.line("%s label key %s is registered; new batches are labelled with it"
                    .formatted(console.paint(Tone.GOOD, console.sign(Mark.YES)), Console.safe(key.id())));
            return ExitCode.GENUINE.number();
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
            footer = {"", "Example:", "  touchmark label-key revoke 1a2b3c4d --token-file aurelia.token"})
    private static final class Revoke implements Callable<Integer> {

        private final Console console;

        @Parameters(paramLabel = "KEY", description = "The key's id, 8 hexadecimal digits, as list shows it.")
        @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
        private String key;

        @Mixin
        private final PartyOptions party = new PartyOptions();

        @Mixin
        private final OperationOption operation = new OperationOption();

        Revoke(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            LabelKeyId id = LabelKeyId.parse(key);
            LabelKeyApi.Key revoked = new LabelKeyApi(party.client()).revoke(id, operation.id());
            console.line("%s label key %s is revoked since %s"
                    .formatted(
                            console.paint(Tone.GOOD, console.sign(Mark.YES)),
                            Console.safe(revoked.id()),
                            revoked.revokedAt().map(Object::toString).orElse("now")));
            return ExitCode.GENUINE.number();
        }
    }
}
