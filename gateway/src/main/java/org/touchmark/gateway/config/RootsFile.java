package org.touchmark.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.list.MalformedListException;
import org.touchmark.domain.list.Utf8Input;
import org.touchmark.domain.trust.PinnedRoots;

/** The file of root certificates that answers are checked against before they are given. */
public final class RootsFile {
    private RootsFile() {}

    /**
     * The roots in a file.
     *
     * @throws ConfigException if there is no such file, or it holds no roots
     */
    public static PinnedRoots read(Path file) throws IOException {
        try {
            return PinnedRoots.parse(Utf8Input.text(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file; network/up writes it, or give one with --roots", e);
        } catch (MalformedListException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        } catch (RefusedException e) {
            throw new ConfigException(file + ": " + e.prose(), e);
        }
    }
}
