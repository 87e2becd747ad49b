package org.touchmark.scanner.command;

import java.time.Clock;
import java.util.Map;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command without a subcommand, and the assembly of all of them. */
@Command(
        name = "touchmark",
        version = "touchmark 0.1.0",
        header = "Tells whether a thing is genuine, and proves it.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "A brand registers the serials it makes on a ledger, each company that handles a unit signs for it, and"
                    + " anyone who scans its QR code learns whether it is genuine, where it has been, and what is wrong"
                    + " with it. This command does not believe the gateway it asks: it checks the signatures and proofs"
                    + " itself, from the organisations' root certificates."
        },
        footerHeading = "%nStart here:%n",
        footer = {
            "  touchmark demo             the whole story on this machine, in a minute or two",
            "  touchmark scan photo.jpg   what a shopper does",
            "  touchmark help COMMAND     more on each, with examples"
        })
public final class TouchmarkCommand implements Runnable {

    private static final int HELP_WIDTH = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    private TouchmarkCommand() {}

    /**
     * The command with its subcommands, ready to execute.
     *
     * @param console where everything is said
     * @param environment the process's variables
     * @param clock by which expiry is judged
     */
    public static CommandLine create(Console console, Map<String, String> environment, Clock clock) {
        CommandLine command = new CommandLine(new TouchmarkCommand())
                .addSubcommand(new DemoCommand(console, environment))
                .addSubcommand(new ScanCommand(console, environment, clock))
                .addSubcommand(new RegisterCommand(console))
                .addSubcommand(new LabelsCommand(console))
                .addSubcommand(new OfferCommand(console))
                .addSubcommand(new AcceptCommand(console))
                .addSubcommand(new RefuseCommand(console))
                .addSubcommand(new CancelCommand(console))
                .addSubcommand(new LapseCommand(console))
                .addSubcommand(new PackCommand(console))
                .addSubcommand(new UnpackCommand(console))
                .addSubcommand(new RepackCommand(console))
                .addSubcommand(ContainerCommand.create(console))
                .addSubcommand(new ReportCommand(console))
                .addSubcommand(new UndoCommand(console))
                .addSubcommand(new ReportsCommand(console))
                .addSubcommand(LabelKeyCommand.create(console))
                .addSubcommand(new CommandLine.HelpCommand());
        Failures failures = new Failures(console);
        UsageFailures usage = new UsageFailures(console, failures);
        command.setOut(console.out())
                .setErr(console.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler((failure, line, parsed) ->
                        failures.report(failure, wantsJson(parsed)).number())
                .setParameterExceptionHandler(usage::report);
        Converters.register(command);
        addHelp(command);
        return command;
    }

    /** Every command answers --help, and lists the exit codes. */
    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.mixinStandardHelpOptions(true);
        spec.usageMessage()
                .synopsisHeading("%nUsage: ")
                .descriptionHeading("")
                .parameterListHeading("%nArguments:%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit codes (of several, the weightiest wins: 11, 1, 13, 12, 10, 0):%n")
                .exitCodeList(ExitCode.byNumber());
        command.getSubcommands().values().forEach(TouchmarkCommand::addHelp);
    }

    private static boolean wantsJson(ParseResult parsed) {
        return UsageFailures.wantsJson(parsed.originalArgs().toArray(String[]::new));
    }

    @Override
    public void run() {
        throw new UsageFailures.NothingSaid(spec.commandLine());
    }
}
