package org.touchmark.scanner.command;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.touchmark.scanner.console.Console;
import picocli.CommandLine.Option;

/** Whether something that can't be taken back is meant: asked at a terminal, said with an option in a script. */
final class ConfirmOption {
    private static final Set<String> YES = Set.of("y", "yes");

    @Option(names = "--yes", description = "Do what can't be taken back without asking; scripts need it.")
    private boolean yes;

    /** Whether it is meant already, and nothing need be asked. */
    boolean isGiven() {
        return yes;
    }

    /**
     * Goes on only if somebody means it.
     *
     * @param consequence what would happen, a sentence for people
     * @throws NotConfirmedException if nobody can be asked, or the answer is no
     */
    void require(Console console, String consequence) {
        if (yes) {
            return;
        }
        Optional<String> answer = console.ask(consequence + "\nGo on? [y/N] ");
        if (answer.isEmpty()) {
            throw new NotConfirmedException(consequence + " Nothing was done: add --yes if that is meant.");
        }
        if (!YES.contains(answer.get().strip().toLowerCase(Locale.ROOT))) {
            throw new NotConfirmedException("Nothing was done.");
        }
    }
}
