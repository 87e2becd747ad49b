package org.touchmark.domain.answer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Draws docs/reasons.md from the codes that the verifier gives. Run its main after changing one. */
final class ReasonsPage {
    private static final String HEAD = """
            # Reasons

            Drawn by `ReasonsPage` (in the domain's tests) from the very codes that the verifier gives; a test fails while this
            page differs from them. No code is ever renamed; a reader passes over those that it does not know.

            A reason proves something only where its basis is `proved`: the evidence was checked by whoever gives the answer, from
            the root certificates that it pins. Whoever does not trust the one that answers checks anew, as `touchmark scan` does.
            Where the basis is `gateway-says`, the same code is the gateway's word, as is each company's name beside its GLN.

            | Code | Rests on | Proves, if that holds |
            |---|---|---|
            """;

    private ReasonsPage() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(path(), text(), StandardCharsets.UTF_8);
    }

    static Path path() {
        return Path.of(System.getProperty("touchmark.root", "."), "docs", "reasons.md");
    }

    static String text() {
        return Arrays.stream(ReasonCode.values())
                .map(code -> "| `" + code.wire() + "` | " + code.evidence() + " | " + code.proves() + " |\n")
                .collect(Collectors.joining("", HEAD, ""));
    }
}
