package org.touchmark.network.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open file that must stay the one of its name. Where it was deleted, moved away or replaced, the system lets its holder
 * write on, and what is written is gone when the holder ends: so its holder asks before it says that something is durable.
 * Lost once is lost: another file of that name is not the one that has the rows.
 */
public final class KeptFile {
    private final Path file;
    private final @Nullable Object key;
    private volatile boolean lost;

    private KeptFile(Path file, @Nullable Object key) {
        this.file = file;
        this.key = key;
    }

    /**
     * The file that has this name now.
     *
     * @param file a file that was opened a moment ago
     * @return what tells it from another
     * @throws IOException if there is none
     */
    public static KeptFile of(Path file) throws IOException {
        return new KeptFile(file, keyOf(file));
    }

    /**
     * What became of it.
     *
     * @return empty while it is there
     */
    public Optional<String> problem() {
        if (!lost) {
            try {
                Object now = keyOf(file);
                lost = key != null && !key.equals(now);
            } catch (IOException e) {
                lost = true;
            }
        }
        return lost
                ? Optional.of(
                        file + " was deleted, moved away or replaced while it was open: nothing is stored or answered"
                                + " from it any more. Stop the node, put the file back from a backup or remove the folder "
                                + file.getParent()
                                + ", and start it again: a peer's ledger is rebuilt from the orderer's blocks")
                : Optional.empty();
    }

    /** The file system's own number of the file; null where it has none, as on Windows, which does not let an open file go. */
    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
