package org.touchmark.scanner.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.scanner.file.TextFile;

/** The file of root certificates that all trust starts from. */
public final class RootsFile {

    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private RootsFile() {}

    /** The roots in a file; throws {@link IllegalArgumentException} with what to do if it holds none. */
    public static PinnedRoots read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("roots " + file + ": there is no such file. All trust starts from the"
                    + " organisations' root certificates: name a file of them with --roots (network/up writes"
                    + " .touchmark/network/roots.json), or look at the code alone with --offline");
        }
        try {
            return PinnedRoots.parse(TextFile.read(file, MAX_BYTES));
        } catch (IOException e) {
            throw new IllegalArgumentException("roots " + e.getMessage(), e);
        } catch (RefusedException e) {
            throw new IllegalArgumentException("roots %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
