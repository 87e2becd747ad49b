package org.touchmark.domain.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.custody.ContainerState;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.status.Deed;
import org.touchmark.domain.status.Hindrance;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Recall;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Theft;

/** Draws docs/state-machines.md from the machines that the rules ask. Run its main after changing one. */
final class StateMachinesPage {
    private static final String HEAD = """
            # State machines

            Drawn by `StateMachinesPage` (in the domain's tests) from the very transitions that the rules ask; a test fails
            while this page differs from them. Whatever is not drawn is refused.
            """;

    private StateMachinesPage() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(path(), text(), StandardCharsets.UTF_8);
    }

    static Path path() {
        return Path.of(System.getProperty("touchmark.root", "."), "docs", "state-machines.md");
    }

    static String text() {
        return String.join(
                "\n",
                HEAD,
                section(
                        BatchState.MACHINE,
                        "`batch:Seal` closes a batch for good; an abandoned one may be opened anew."),
                section(
                        ContainerState.MACHINE,
                        "Containers of a packing plan are born sealed, without a key of their own. One that is in another"
                                + " one stays as it is until it is taken out."),
                section(
                        HandOffState.MACHINE,
                        "Time alone ends an unanswered offer at its deadline; `LAPSED` is that fact written down, by"
                                + " `custody:Lapse` or by what its sender does next with the goods."),
                """
                A unit goes by three machines at once, since goods can be sold, stolen and recalled at the same time.
                Its place (with a party, in a container, in a hand-off) is a pointer, not a state.
                """,
                section(Life.MACHINE, undo()),
                section(
                        Theft.MACHINE,
                        "Nothing stolen changes hands; who reported it stolen, or an inspector, reports it found."),
                section(Recall.MACHINE, "A recall stands for good. Recalled goods go back from hand to hand."),
                deeds());
    }

    private static String deeds() {
        String heads = List.of(Hindrance.values()).stream().map(Hindrance::word).collect(Collectors.joining(" | "));
        String rows = List.of(Deed.values()).stream()
                .map(deed -> "| " + words(deed) + " | "
                        + List.of(Hindrance.values()).stream()
                                .map(condition -> deed.isBarredBy(condition) ? "barred" : "")
                                .collect(Collectors.joining(" | "))
                        + " |")
                .collect(Collectors.joining("\n"));
        return "## What goods may do in which condition\n\n"
                + "The condition of a thing is what was reported of it, of what it was in at that time and of its batch.\n\n"
                + "| | " + heads + " |\n|---|" + "---|".repeat(Hindrance.values().length) + "\n" + rows + "\n";
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String undo() {
        String undone = List.of(Status.values()).stream()
                .filter(status -> status.undo() == Status.Undo.WITHIN_TEN_DAYS)
                .map(status -> "`" + status.wire() + "`")
                .collect(Collectors.joining(", "));
        return "Within " + Mark.UNDO.toDays() + " days their reporter may undo " + undone
                + ": the state before comes back, unless something"
                + " else happened to the thing since. That a container was found stands, as do the other reports.";
    }

    private static <S extends Enum<S>, E extends Enum<E>> String section(StateMachine<S, E> machine, String note) {
        String arrows = machine.transitions().stream()
                .map(transition ->
                        "    " + transition.from() + " --> " + transition.to() + ": " + words(transition.event()))
                .collect(Collectors.joining("\n"));
        return "## " + machine.name() + "\n\n" + note + "\n\n```mermaid\nstateDiagram-v2\n    [*] --> "
                + machine.initial() + "\n" + arrows + "\n```\n";
    }
}
