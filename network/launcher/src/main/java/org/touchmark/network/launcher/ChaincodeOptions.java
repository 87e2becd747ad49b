package org.touchmark.network.launcher;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.ChaincodeTerms;
import org.touchmark.network.msp.PolicyExpression;
import org.touchmark.network.process.CommandChaincode;
import picocli.CommandLine.Option;

/** The options that put another chaincode in the place of Touchmark's contract, and those of its definition. */
final class ChaincodeOptions {
    /** Names Touchmark's own contract where a jar is asked for. */
    private static final String OWN = "touchmark";

    @Option(
            names = "--chaincode",
            paramLabel = "JAR",
            description = "What the chaincode servers run instead of Touchmark's contract: a Java program that takes"
                    + " id and address from CHAINCODE_ID and CHAINCODE_SERVER_ADDRESS. Later starts run it too;"
                    + " '" + OWN + "' goes back to Touchmark's contract.")
    private @Nullable Path jar;

    @Option(
            names = "--chaincode-command",
            paramLabel = "COMMAND",
            description = "The same for any program (Node, Go): a command for the shell, which finds CHAINCODE_ID,"
                    + " CORE_CHAINCODE_ID_NAME, CHAINCODE_SERVER_ADDRESS and CORE_PEER_LOCALMSPID.")
    private @Nullable String command;

    @Option(
            names = "--chaincode-folder",
            paramLabel = "FOLDER",
            description = "Where that command runs (default: here).")
    private @Nullable Path folder;

    @Option(
            names = "--chaincode-name",
            paramLabel = "NAME",
            description = "What the channel calls the chaincode (default: what the topology says).")
    private @Nullable String name;

    @Option(
            names = "--chaincode-version",
            paramLabel = "VERSION",
            description = "Of its definition (default: the channel's, 1.0 at first).")
    private @Nullable String version;

    @Option(
            names = "--chaincode-sequence",
            paramLabel = "NUMBER",
            description = "Of its definition; refused if it is neither the channel's nor the next (default: the next,"
                    + " if something changes).")
    private @Nullable Long sequence;

    @Option(
            names = "--signature-policy",
            paramLabel = "POLICY",
            description = "Who must endorse: AND('A.peer', OR('B.peer', 'C.peer')), OutOf(2, ...) (default: the"
                    + " channel's policy, a majority of the organisations).")
    private @Nullable String signaturePolicy;

    @Option(
            names = "--channel-config-policy",
            paramLabel = "PATH",
            description = "The same by a policy of the channel, such as " + ChaincodeDefinition.DEFAULT_POLICY + ".")
    private @Nullable String channelPolicy;

    @Option(
            names = "--init-required",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether the chaincode must be called to initialize first (default: the channel's, false at"
                    + " first).")
    private @Nullable Boolean initRequired;

    /** The same options for another process, which may run in another folder. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--chaincode", jar == null || isOwn(jar) ? jar : absolute(jar));
        add(arguments, "--chaincode-command", command);
        boolean runsHere = command != null && folder == null;
        add(arguments, "--chaincode-folder", runsHere ? Path.of("").toAbsolutePath() : absolute(folder));
        add(arguments, "--chaincode-name", name);
        add(arguments, "--chaincode-version", version);
        add(arguments, "--chaincode-sequence", sequence);
        add(arguments, "--signature-policy", signaturePolicy);
        add(arguments, "--channel-config-policy", channelPolicy);
        add(arguments, "--init-required", initRequired);
        return arguments;
    }

    /** As one argument, since a value may begin like an option. */
    private static void add(List<String> arguments, String option, @Nullable Object value) {
        if (value != null) {
            arguments.add(option + "=" + value);
        }
    }

    private static @Nullable Path absolute(@Nullable Path path) {
        return path == null ? null : path.toAbsolutePath();
    }

    private static boolean isOwn(Path path) {
        return path.toString().equals(OWN);
    }

    /**
     * What to run, of what the last start ran and what is asked for now.
     *
     * @throws IllegalArgumentException if the options contradict each other
     */
    ChaincodeChoice over(ChaincodeChoice kept) {
        if (jar != null && command != null) {
            throw new IllegalArgumentException(
                    "--chaincode names a jar and --chaincode-command another program: give one of them.");
        }
        if (folder != null && command == null) {
            throw new IllegalArgumentException(
                    "--chaincode-folder is where --chaincode-command runs, and that is not given.");
        }
        Optional<String> called = Optional.ofNullable(name).or(kept::name);
        if (jar != null) {
            return isOwn(jar)
                    ? new ChaincodeChoice(Optional.ofNullable(name), Optional.empty(), Optional.empty())
                    : new ChaincodeChoice(
                            called, Optional.of(jar.toAbsolutePath().normalize()), Optional.empty());
        }
        return command == null
                ? new ChaincodeChoice(called, kept.jar(), kept.command())
                : new ChaincodeChoice(
                        called,
                        Optional.empty(),
                        Optional.of(new CommandChaincode(command, folder == null ? Path.of("") : folder)));
    }

    /**
     * What is asked of the definition.
     *
     * @throws IllegalArgumentException if the policy can not be read, or there are two
     */
    ChaincodeTerms terms() {
        return new ChaincodeTerms(
                Optional.ofNullable(version),
                policy(),
                Optional.ofNullable(initRequired)
                        .map(required ->
                                required ? ChaincodeDefinition.InitRule.REQUIRED : ChaincodeDefinition.InitRule.NONE),
                sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence));
    }

    private Optional<ByteString> policy() {
        if (signaturePolicy != null && channelPolicy != null) {
            throw new IllegalArgumentException("A chaincode has one endorsement policy: give --signature-policy or"
                    + " --channel-config-policy, not both.");
        }
        return Optional.ofNullable(signaturePolicy)
                .map(text -> ChaincodeTerms.policy(PolicyExpression.parse(text)))
                .or(() -> Optional.ofNullable(channelPolicy).map(ChaincodeTerms::policy));
    }
}
