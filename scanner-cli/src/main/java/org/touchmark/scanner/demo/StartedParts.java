package org.touchmark.scanner.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.touchmark.scanner.demo.GatewayProcess.Running;

/** What this run of the story started, and so may stop; stopped once, whoever asks first. */
final class StartedParts {

    private final Scripts scripts;
    private final Ledger ledger;
    private final GatewayProcess gateway;
    private boolean ledgerStarted;
    private @Nullable Running running;

    StartedParts(Scripts scripts, Ledger ledger, GatewayProcess gateway) {
        this.scripts = scripts;
        this.ledger = ledger;
        this.gateway = gateway;
    }

    synchronized void ledgerStarts() {
        ledgerStarted = true;
    }

    synchronized void gatewayRuns(Running newRunning) {
        running = newRunning;
    }

    synchronized void stop() {
        scripts.cut();
        try {
            if (running != null) {
                gateway.stop(running);
                running = null;
            }
            if (ledgerStarted) {
                ledgerStarted = false;
                ledger.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
