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
 * @param exitCode the weightiest of its codes'; of a picture without any, what its trouble is
 */
public record PictureAnswer(Path file, Optional<String> trouble, List<CodeAnswer> codes, ExitCode exitCode) {

    public PictureAnswer {
        codes = List.copyOf(codes);
    }

    /** A picture with codes, one at least. */
    static PictureAnswer of(Path file, List<CodeAnswer> codes) {
        ExitCode worst = codes.stream()
                .map(code -> code.outcome().exitCode())
                .reduce(ExitCode::worse)
                .orElse(ExitCode.UNREADABLE);
        return new PictureAnswer(file, Optional.empty(), codes, worst);
    }

    /** A picture in which there is nothing to judge. */
    static PictureAnswer unreadable(Path file, String why) {
        return new PictureAnswer(file, Optional.of(why), List.of(), ExitCode.UNREADABLE);
    }

    /** A picture that this program failed at. */
    static PictureAnswer failed(Path file, String why) {
        return new PictureAnswer(file, Optional.of(why), List.of(), ExitCode.UNEXPECTED);
    }
}
