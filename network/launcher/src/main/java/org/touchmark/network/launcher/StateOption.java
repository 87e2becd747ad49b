package org.touchmark.network.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every command has. */
final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            defaultValue = "${env:TOUCHMARK_STATE:-.touchmark}",
            description = "Where keys, ledgers and logs are kept (default: ${DEFAULT-VALUE}; also TOUCHMARK_STATE).")
    private Path state = Path.of(".touchmark");

    StateFolder folder() {
        return new StateFolder(state);
    }
}
