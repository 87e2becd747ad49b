package org.touchmark.network.launcher;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "down", description = "Stops the network; its data stays unless --clean is given.")
final class DownCommand implements Callable<Integer> {
    private static final long TIMEOUT_SECONDS = 30;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private CommandOutput output = new CommandOutput();

    @Option(names = "--clean", description = "Removes all data too: keys, ledgers, labels, logs.")
    private boolean clean;

    @Override
    public Integer call() throws Exception {
        StateFolder folder = state.folder();
        Optional<ProcessHandle> process = folder.running().flatMap(StateFolder::process);
        if (process.isEmpty()) {
            process = folder.starting();
        }
        if (process.isPresent()) {
            stop(process.get());
            output.line("The network is stopped.");
        } else {
            output.line("No network runs in " + folder.root() + ".");
        }
        folder.removeRunning();
        folder.removeStarting();
        if (clean) {
            folder.clean();
            output.line("Removed " + folder.root() + ".");
        }
        return 0;
    }

    private void stop(ProcessHandle process) throws Exception {
        process.destroy();
        try {
            process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            output.error("The network did not stop within " + TIMEOUT_SECONDS + " s, so it is killed;"
                    + " it loses nothing that it acknowledged.");
            process.destroyForcibly();
            process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
