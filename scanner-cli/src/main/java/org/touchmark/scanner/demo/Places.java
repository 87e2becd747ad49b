package org.touchmark.scanner.demo;

import java.nio.file.Path;

/**
 * Where the story finds programs and keeps its state.
 *
 * @param project the project's root, with the scripts {@code network/up}, {@code gateway/serve} and so on
 * @param state the state folder, of which {@code demo} is the story's own
 */
public record Places(Path project, Path state) {

    /** Where the gateway listens, unless it is told otherwise. */
    static final int DEFAULT_PORT = 8080;

    Path script(String name) {
        return project.resolve(name);
    }

    Path connection() {
        return state.resolve("network").resolve("connection.json");
    }

    /** The root certificates that the ledger's launcher wrote. */
    public Path roots() {
        return state.resolve("network").resolve("roots.json");
    }

    Path demo() {
        return state.resolve("demo");
    }

    Path memory() {
        return demo().resolve("story.json");
    }

    /** The one that {@code gateway/admit} and {@code gateway/serve} use too: one key for each party, whoever made it. */
    Path gatewayState() {
        return state.resolve("gateway");
    }

    Path token(String party) {
        return gatewayState().resolve("tokens").resolve(party);
    }

    Path labels() {
        return demo().resolve("labels");
    }

    /** A path as it is shown: from the current folder where that is shorter. */
    static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }
}
