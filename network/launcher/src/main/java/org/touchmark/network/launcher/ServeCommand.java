package org.touchmark.network.launcher;

import java.nio.channels.FileLock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.touchmark.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The network's own process, which {@link UpCommand} starts and {@link DownCommand} ends by SIGTERM. */
@Command(name = "serve", hidden = true, description = "Runs the network in this process until it is asked to end.")
final class ServeCommand implements Callable<Integer> {
    /** The line that tells the starter that the network is ready; nothing follows it. */
    static final String READY = "ready";

    /** The exit code when another process has the state folder. */
    static final int TAKEN = 4;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private CommandOutput output = new CommandOutput();

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    private volatile boolean starting = true;

    @Override
    public Integer call() throws Exception {
        StateFolder folder = state.folder();
        FileLock lock = folder.lock();
        if (lock == null) {
            return TAKEN;
        }
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread starter = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(starter, asked, ended), "shutdown"));
        folder.writeStarting();
        try {
            serve(folder, asked);
        } finally {
            folder.removeStarting();
            folder.removeRunning();
            ended.countDown();
        }
        return 0;
    }

    private void serve(StateFolder folder, CountDownLatch asked) throws Exception {
        try (Network network = ledger.start(folder, output::line);
                OperationsServer operations = OperationsServer.start(network, network.operationsPort())) {
            ProcessHandle self = ProcessHandle.current();
            folder.writeRunning(new StateFolder.Running(
                    self.pid(), StateFolder.startOf(self), operations.port(), operations.token()));
            network.warnings().forEach(warning -> output.line("Warning: " + warning));
            starting = false;
            folder.removeStarting();
            output.line(READY);
            asked.await();
        }
    }

    /** Keeps the JVM alive until the nodes have closed their databases; a start under way is broken off. */
    private void endInOrder(Thread starter, CountDownLatch asked, CountDownLatch ended) {
        asked.countDown();
        if (starting) {
            starter.interrupt();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
