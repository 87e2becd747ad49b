package org.touchmark.scanner.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.trust.PinnedRoots;

/** The file of root certificates that all trust starts from. */
public final class RootsFile {

    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private RootsFile() {}

    /** The roots in a file; throws with what to do if it holds none. */
    public static PinnedRoots read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "roots %s: there is no such file. The organisations' root certificates are what all trust starts from:"
                                    .formatted(file)
                            + " name the file with --roots (network/up writes .touchmark/network/roots.json),"
                            + " or ask with --offline");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("roots %s: more than %,d bytes".formatted(file, MAX_BYTES));
        }
        try {
            return PinnedRoots.parse(Files.readString(file));
        } catch (RefusedException e) {
            throw new IllegalArgumentException("roots %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
