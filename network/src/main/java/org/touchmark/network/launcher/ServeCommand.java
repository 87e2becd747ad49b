package org.touchmark.network.launcher;

import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.embedded.EmbeddedNetwork;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(names = "--topology", paramLabel = "FILE", description = "The nodes and parties.")
    private @Nullable Path topology;

    @Override
    public Integer call() throws Exception {
        StateFolder folder = state.folder();
        FileLock lock = folder.lock();
        if (lock == null) {
            return TAKEN;
        }
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(asked, ended), "shutdown"));
        try {
            serve(folder, asked);
        } finally {
            folder.removeRunning();
            ended.countDown();
        }
        return 0;
    }

    private void serve(StateFolder folder, CountDownLatch asked) throws Exception {
        Topology plan = topology == null ? TopologyFile.embedded() : TopologyFile.read(topology);
        ChaincodeProgram chaincode = ChaincodeProgram.jar(
                Path.of(System.getProperty("touchmark.root", "."), "chaincode/contract/target/contract.jar"));
        try (EmbeddedNetwork network = EmbeddedNetwork.start(
                        new EmbeddedNetwork.Plan(plan, folder.network(), folder.log(), chaincode), output::line);
                OperationsServer operations = OperationsServer.start(network, network.operationsPort())) {
            ProcessHandle self = ProcessHandle.current();
            folder.writeRunning(new StateFolder.Running(self.pid(), StateFolder.startOf(self), operations.port()));
            output.line(READY);
            asked.await();
        }
    }

    /** Keeps the JVM alive until the nodes have closed their databases. */
    private static void endInOrder(CountDownLatch asked, CountDownLatch ended) {
        asked.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
