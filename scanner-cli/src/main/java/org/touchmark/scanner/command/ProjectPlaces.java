package org.touchmark.scanner.command;

import java.nio.file.Path;
import java.util.Map;
import org.touchmark.scanner.demo.Places;

/** Where the project and its state are, as the script that starts the command knows it. */
final class ProjectPlaces {

    /** Set by the script; the current folder without it. */
    private static final String ROOT_PROPERTY = "touchmark.root";

    private static final String STATE_VARIABLE = "TOUCHMARK_STATE";

    private ProjectPlaces() {}

    static Places of(Map<String, String> environment) {
        Path root = Path.of(System.getProperty(ROOT_PROPERTY, "")).toAbsolutePath();
        String state = environment.getOrDefault(STATE_VARIABLE, "");
        return new Places(
                root,
                state.isEmpty() ? root.resolve(".touchmark") : Path.of(state).toAbsolutePath());
    }
}
