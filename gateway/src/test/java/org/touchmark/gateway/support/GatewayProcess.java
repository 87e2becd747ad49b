package org.touchmark.gateway.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built gateway in a process of its own, to be killed. It ends with its standard input, so with this JVM at the latest. */
public final class GatewayProcess {
    private static final String READY = "gateway ready on ";
    private static final int END_SECONDS = 30;

    private final Process process;
    private final String address;

    private GatewayProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits until it serves; {@code options} are the JVM's. */
    public static GatewayProcess start(Path connection, Path state, Path log, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        Path jar = Path.of(System.getProperty("touchmark.root", "."), "gateway", "target", "gateway.jar");
        command.addAll(List.of("-jar", jar.toString(), "serve", "--port", "0"));
        command.addAll(List.of("--connection", connection.toString(), "--state", state.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("TOUCHMARK_EXIT_WITH_STDIN", "true");
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new GatewayProcess(process, line.substring(READY.length()));
            }
        }
        throw new IOException("the gateway did not start: " + Files.readString(log));
    }

    /** Where it serves. */
    public String address() {
        return address;
    }

    /** Ends it as a power cut would: SIGKILL where there are signals. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the gateway's process does not end");
        }
    }
}
