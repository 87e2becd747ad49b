package org.touchmark.domain.party;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws docs/permissions.md from the table that the rules ask. Run its main after changing it. */
final class PermissionsPage {
    private static final String HEAD = """
            # Permissions

            Drawn by `PermissionsPage` (in the domain's tests) from `Action`, the very table that every rule asks; a test fails
            while this page differs from it, and others walk the table by calling every function. What the condition of goods bars,
            whosever they are, stands in [state machines](state-machines.md).

            A role counts that a party has on the ledger and in its certificate. Any other role is refused with `ROLE_MISSING`. The
            code is that of a role which may do so to its own, and tries it with what is another's.

            | Action | What is acted on, and when it is one's own | Own | Another's | Refusal |
            |---|---|---|---|---|
            """;

    private PermissionsPage() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(path(), text(), StandardCharsets.UTF_8);
    }

    static Path path() {
        return Path.of(System.getProperty("touchmark.root", "."), "docs", "permissions.md");
    }

    static String text() {
        return Arrays.stream(Action.values()).map(PermissionsPage::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Action action) {
        Set<Role> own = action.roles(Action.Whose.OWN);
        Set<Role> foreign = action.roles(Action.Whose.FOREIGN);
        String refusal = own.stream()
                .filter(role -> !foreign.contains(role))
                .map(role -> "`" + action.refusal(role, Action.Whose.FOREIGN) + "`")
                .distinct()
                .collect(Collectors.joining(", "));
        return "| " + action.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | " + action.whatIsOwn() + " | "
                + words(own) + " | " + words(foreign) + " | " + refusal + " |\n";
    }

    private static String words(Set<Role> roles) {
        Set<Role> all = Action.ADVANCE_EPOCH.roles(Action.Whose.OWN);
        return roles.equals(all)
                ? "every party"
                : roles.stream().sorted().map(Role::wire).collect(Collectors.joining(", "));
    }
}
