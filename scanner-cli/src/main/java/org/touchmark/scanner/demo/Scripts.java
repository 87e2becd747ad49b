package org.touchmark.scanner.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the project's scripts, which speak to the same terminal. */
final class Scripts {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private static final long CUT_SECONDS = 20;

    private final Places places;
    private volatile @Nullable Process running;

    Scripts(Places places) {
        this.places = places;
    }

    /** A process of a script, to be started; its state folder is the story's. */
    ProcessBuilder process(String name, List<String> prefix, String... arguments) throws StoryException {
        Path script = places.script(name);
        if (!Files.isExecutable(script)) {
            throw new StoryException(script + ": there is no such program; run the story from a whole checkout");
        }
        List<String> command = new ArrayList<>(prefix);
        command.add(script.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("TOUCHMARK_STATE", places.state().toString());
        return process;
    }

    /** Ends the script that another thread runs, if one runs. */
    void cut() {
        Process process = running;
        if (process != null) {
            process.destroy();
            process.onExit()
                    .completeOnTimeout(process, CUT_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** Runs a script to its end; throws unless it ends well. */
    void run(String name, String... arguments) throws IOException {
        Process process = process(name, List.of(), arguments).inheritIO().start();
        running = process;
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new StoryException("%s has not ended after %d minutes; see what it said above"
                        .formatted(name, DEADLINE.toMinutes()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted while " + name + " ran; the same command goes on from there", e);
        } finally {
            process.destroy();
            running = null;
        }
        if (process.exitValue() != 0) {
            throw new StoryException(
                    "%s ended with exit code %d; see what it said above".formatted(name, process.exitValue()));
        }
    }
}
