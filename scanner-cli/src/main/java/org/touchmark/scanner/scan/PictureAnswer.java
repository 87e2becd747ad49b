package org.touchmark.scanner.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.touchmark.scanner.console.ExitCode;

/**
 * One picture and what came of its codes.
 *
 * @param file the picture
 * @param trouble why there is nothing to answer; empty if there are codes
 * @param codes the codes, from the top of the picture down
 */
public record PictureAnswer(Path file, Optional<String> trouble, List<CodeAnswer> codes) {

    public PictureAnswer {
        codes = List.copyOf(codes);
    }

    /** The weightiest of its codes'. */
    public ExitCode exitCode() {
        return codes.stream()
                .map(code -> code.outcome().exitCode())
                .reduce(ExitCode::worse)
                .orElse(ExitCode.UNREADABLE);
    }
}
