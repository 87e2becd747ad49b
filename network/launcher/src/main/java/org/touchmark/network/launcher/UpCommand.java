package org.touchmark.network.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.touchmark.network.local.LogFile;
import org.touchmark.network.process.ClassArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        description =
                "Starts the network in the background and returns when it is ready. Running it again is harmless.")
final class UpCommand implements Callable<Integer> {
    private static final int REASON_LINES = 24;

    /**
     * The second compiler's thresholds times four: at the start it would take a quarter of the processor's time for code
     * that runs a few thousand times. What runs in earnest still reaches it within seconds.
     */
    private static final List<String> LATE_OPTIMIZING = List.of(
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=160000");

    /** What network/down sends. */
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private CommandOutput output = new CommandOutput();

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    @Override
    public Integer call() throws Exception {
        StateFolder folder = state.folder();
        if (folder.running().isPresent()) {
            output.line("The network runs already in " + folder.root() + ". See network/status.");
            return 0;
        }
        Files.createDirectories(folder.logs());
        LogFile log = new LogFile(folder.log());
        long before = log.length();
        Process daemon = start(folder);
        String last = relayUntilReady(daemon);
        if (ServeCommand.READY.equals(last)) {
            return 0;
        }
        int exitCode = daemon.waitFor();
        if (exitCode == ENDED_BY_SIGTERM) {
            output.error("The network was stopped before it was ready. What it has made is kept: network/up goes on.");
        } else if (exitCode == ServeCommand.TAKEN) {
            output.error("Another network/up is at work in " + folder.root() + "; wait for it, or stop it.");
        } else {
            output.error("The network did not start:");
            log.lastLines(REASON_LINES, before).forEach(output::error);
            output.error("More is in " + folder.log() + ".");
        }
        return 1;
    }

    private Process start(StateFolder folder) throws IOException {
        String root = System.getProperty("touchmark.root", ".");
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(LATE_OPTIMIZING);
        Optional.of(Path.of(classPath))
                .filter(ClassArchive::fits)
                .ifPresent(jar -> command.addAll(ClassArchive.flags(jar)));
        command.addAll(List.of(
                "-Dtouchmark.root=" + root,
                "-Djava.util.logging.config.file=" + Path.of(root, "network/logging.properties"),
                "-cp",
                classPath,
                NetworkCommand.class.getName(),
                "serve",
                "--state",
                folder.root().toString()));
        command.addAll(ledger.arguments());
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
    }

    /** Prints what the network says of its start, and returns its last line: "ready", unless it failed. */
    private String relayUntilReady(Process daemon) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(daemon.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.equals(ServeCommand.READY)) {
            output.line(line);
            line = lines.readLine();
        }
        return line == null ? "" : line;
    }
}
