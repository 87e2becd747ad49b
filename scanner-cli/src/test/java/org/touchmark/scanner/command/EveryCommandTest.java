package org.touchmark.scanner.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.client.GatewayAddress;
import org.touchmark.scanner.client.StandInGateway;
import org.touchmark.scanner.command.Shell.Run;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Every command with everything wrong that a person can say to it: whatever it is, the answer is a few lines in words, an exit
 * code that help lists, and for programs a document.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EveryCommandTest {
    private static final int MAX_LINES = 6;

    /** What only programmers read: classes, stack traces, and Java's own words for a fault. */
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            "Exception|Throwable|\\bjava\\.|\\borg\\.touchmark|\\tat |Input length|[Cc]annot convert|[Cc]ould not convert"
                    + "|NumberFormat|LocalDate|Malformed|is not an? (int|long|double)\\b|<[a-z]+[A-Z]?[a-zA-Z]*>");

    /** A fault that says where and not what. */
    private static final Pattern BARE = Pattern.compile("\u2717 \\S*");

    private static final Set<String> HELP = Set.of("--help", "--version");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StandInGateway gateway = new StandInGateway();
    private final Shell shell = new Shell(Instant.EPOCH);

    @TempDir
    private Path folder;

    private Path token;
    private Path list;

    @BeforeEach
    void prepare() throws IOException {
        token = Files.writeString(folder.resolve("token"), "s3cret\n");
        list = Files.writeString(folder.resolve("list"), "serial\nhttps://id.example.com/01/09506000134352/21/A1\n");
        gateway.answering(
                401, "application/problem+json", "{\"title\":\"A token is needed\",\"code\":\"TOKEN_UNKNOWN\"}");
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static CommandLine root() {
        Console console = Console.to(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), Console.Style.PLAIN);
        return TouchmarkCommand.create(console, Map.of(), Clock.systemUTC());
    }

    /** All commands that do something, by the words that call them. The story starts programs, and has tests of its own. */
    static List<String> commands() {
        List<String> names = new ArrayList<>();
        leaves(root(), command -> {
            String name = command.getCommandSpec().qualifiedName().substring("touchmark ".length());
            if (!name.equals("demo") && !name.endsWith("help")) {
                names.add(name);
            }
        });
        return names;
    }

    private static void leaves(CommandLine command, Consumer<CommandLine> to) {
        if (command.getSubcommands().isEmpty()) {
            to.accept(command);
        }
        command.getSubcommands().values().forEach(sub -> leaves(sub, to));
    }

    private static CommandSpec spec(String name) {
        CommandLine command = root();
        for (String word : name.split(" ", -1)) {
            command = command.getSubcommands().get(word);
        }
        return command.getCommandSpec();
    }

    @Test
    void there_are_as_many_as_help_shows() {
        assertThat(commands()).hasSizeGreaterThanOrEqualTo(20).contains("scan", "register", "container show");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void takes_every_wrong_value_in_good_part(String name) throws IOException {
        CommandSpec spec = spec(name);
        for (ArgSpec wrong : arguments(spec)) {
            for (String value : wrongValues(wrong)) {
                List<String> line = line(spec, name, Optional.of(wrong), value);
                assertUnderstood(spec, line);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void takes_what_is_missing_or_unknown_in_good_part(String name) throws IOException {
        CommandSpec spec = spec(name);
        assertUnderstood(spec, List.of(name.split(" ", -1)));
        List<String> unknown = line(spec, name, Optional.empty(), "");
        unknown.add("--no-such-option");
        assertUnderstood(spec, unknown);
        for (OptionSpec option : spec.options()) {
            if (option.arity().max() > 0) {
                List<String> open = line(spec, name, Optional.of(option), "");
                open.remove(open.size() - 1);
                open.add(option.longestName());
                assertUnderstood(spec, open);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void takes_every_gateway_that_is_none_in_good_part(String name) throws IOException {
        CommandSpec spec = spec(name);
        List<Consumer<StandInGateway>> gateways = List.of(
                none -> none.answering(404, "text/html", "<html>not here</html>"),
                none -> none.answering(200, "application/json", "not json"),
                none -> none.answering(500, "application/problem+json", "{\"title\":\"Oh\",\"code\":\"UNEXPECTED\"}"),
                none -> none.answering(503, "application/problem+json", "{\"title\":\"No ledger\"}"),
                none -> none.answering(302, "text/plain", ""),
                none -> none.answering(200, "application/json", ""));
        for (Consumer<StandInGateway> each : gateways) {
            each.accept(gateway);
            assertUnderstood(spec, line(spec, name, Optional.empty(), ""));
        }
        gateway.close();
        assertUnderstood(spec, line(spec, name, Optional.empty(), ""));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void has_examples_that_it_understands_on_lines_that_are_copied_whole(String name) {
        CommandSpec spec = spec(name);
        String footer = String.join("\n", spec.usageMessage().footer());
        List<String> examples = footer.replace(" \\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("touchmark "))
                .map(line -> line.split(" \\| ", 2)[0])
                .toList();

        assertThat(footer.lines().filter(line -> line.startsWith("  "))).allMatch(line -> line.length() < 100);
        assertThat(examples).isNotEmpty().noneMatch(example -> example.contains("..."));
        for (String example : examples) {
            String[] words = example.substring("touchmark ".length()).split(" +");
            assertThat(root().parseArgs(words).errors()).as(example).isEmpty();
        }
    }

    /** A command line that would do, but for one argument. */
    private List<String> line(CommandSpec spec, String name, Optional<ArgSpec> wrong, String value) {
        List<String> line = new ArrayList<>(List.of(name.split(" ", -1)));
        for (PositionalParamSpec positional : spec.positionalParameters()) {
            boolean grouped = positional.group() != null;
            if (wrong.filter(positional::equals).isPresent()) {
                line.add(value);
            } else if (!grouped) {
                line.add(right(positional));
            }
        }
        for (OptionSpec option : spec.options()) {
            boolean isWrong = wrong.filter(option::equals).isPresent();
            boolean needed = (option.required() && option.group() == null)
                    || option.longestName().equals("--gateway");
            if (needed && !isWrong) {
                line.add(option.longestName());
                line.add(option.longestName().equals("--gateway") ? gateway.url() : right(option));
            }
        }
        wrong.filter(OptionSpec.class::isInstance).map(OptionSpec.class::cast).ifPresent(option -> {
            line.add(option.longestName());
            line.add(value);
        });
        return line;
    }

    private static List<ArgSpec> arguments(CommandSpec spec) {
        return Stream.<ArgSpec>concat(spec.options().stream(), spec.positionalParameters().stream())
                .filter(argument -> !(argument instanceof OptionSpec option) || !HELP.contains(option.longestName()))
                .filter(argument -> argument.arity().max() > 0)
                .toList();
    }

    private String right(ArgSpec argument) {
        String label = argument.paramLabel();
        Class<?> type = argument.typeInfo().getType();
        if (type == Gtin.class) {
            return "09506000134352";
        }
        if (type == Gln.class) {
            return "4012345000009";
        }
        if (type == Sscc.class) {
            return "106141411234567897";
        }
        if (type == HandOffId.class) {
            return "9506000100005h5f3c9a0b1d2e4f60";
        }
        if (label.contains("KEY")) {
            return "1a2b3c4d";
        }
        if (label.contains("STATUS")) {
            return "sold";
        }
        if (argument instanceof OptionSpec option && option.longestName().equals("--token-file")) {
            return token.toString();
        }
        return type == Path.class || type == List.class ? list.toString() : "A7";
    }

    private List<String> wrongValues(ArgSpec argument) throws IOException {
        Class<?> type = argument.auxiliaryTypes().length > 0
                ? argument.auxiliaryTypes()[0]
                : argument.typeInfo().getType();
        if (type == Path.class) {
            return List.of(
                    folder.resolve("none").toString(),
                    "none-such",
                    folder.toString(),
                    Files.write(folder.resolve("empty"), new byte[0]).toString(),
                    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 'A', (byte) 0xc3})
                            .toString(),
                    list + "/below-a-file",
                    "");
        }
        if (type == int.class || type == Integer.class) {
            return List.of("abc", "-1", "0", "1.5", "99999999999999", "");
        }
        if (type == LocalDate.class) {
            return List.of("31.12.2031", "2031-02-30", "tomorrow", "2031-13-01", "99999-01-01", "");
        }
        if (type == GatewayAddress.class) {
            return List.of(
                    "nonsense", "ftp://host", "http://", "http://no-such-host.invalid:1", "https://localhost:1", "");
        }
        if (type == Gtin.class || type == Gln.class || type == Sscc.class || type == HandOffId.class) {
            return List.of("09506000134353", "106141411234567891", "letters", "-1", "");
        }
        if (type == OperationId.class || type == Lot.class || type.isEnum()) {
            return List.of("short", "-dash-dash-dash-dash", "spaces in between it", "\u00e4\u00f6\u00fc", "");
        }
        return List.of("nonsense", "https://id.example.com/01/1", "%zz", "");
    }

    private void assertUnderstood(CommandSpec spec, List<String> line) throws IOException {
        Run run = shell.run(line.toArray(String[]::new));
        String said = line + "\n" + run.err() + run.out();

        assertThat(ExitCode.byNumber().keySet().stream().map(String::strip).map(Integer::parseInt))
                .as(said)
                .contains(run.exit());
        assertThat(run.exit()).as("unforeseen: " + said).isNotEqualTo(ExitCode.UNEXPECTED.number());
        assertThat(run.err()).as(said).doesNotContainPattern(FOR_PROGRAMMERS);
        assertThat(run.err().lines().filter(text -> !text.isBlank()).count())
                .as(said)
                .isLessThanOrEqualTo(MAX_LINES);
        assertThat(run.err().lines())
                .as(said)
                .noneMatch(text -> BARE.matcher(text).matches());
        if (run.exit() != 0 && spec.findOption("--json") != null) {
            List<String> json = new ArrayList<>(line);
            json.add(1, "--json");
            if (spec.parent().parent() != null) {
                json.remove(1);
                json.add(2, "--json");
            }
            assertDocument(shell.run(json.toArray(String[]::new)), json.toString());
        }
    }

    private static void assertDocument(Run run, String said) throws IOException {
        JsonNode document = parsed(run.out(), said);
        if (document.has("pictures")) {
            return;
        }
        JsonNode error = document.path("error");
        assertThat(error.path("code").asText()).as(said + run.out()).matches("[A-Z][A-Z0-9_]+");
        assertThat(error.path("message").asText()).as(said + run.out()).isNotBlank();
        assertThat(error.path("exitCode").asInt()).as(said + run.out()).isEqualTo(run.exit());
    }

    private static JsonNode parsed(String out, String said) throws IOException {
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError(said + " printed no JSON: " + out, e);
        }
    }
}
