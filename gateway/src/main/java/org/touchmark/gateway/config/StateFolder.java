package org.touchmark.gateway.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Where the gateway keeps what it may not lose: tokens, label keys, lists of serials; and its security log.
 *
 * @param root the folder
 */
public record StateFolder(Path root) {
    /** Makes the path absolute, since a service may change its folder. */
    public StateFolder {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The list of hosted parties.
     *
     * @return {@code gateway.json}
     */
    public Path gatewayFile() {
        return root.resolve("gateway.json");
    }

    /**
     * A party's API token.
     *
     * @param slug the party's short name
     * @return {@code tokens/SLUG}
     */
    public Path token(String slug) {
        return root.resolve("tokens").resolve(slug);
    }

    /**
     * A brand's label key.
     *
     * @param slug the party's short name
     * @return {@code label-keys/SLUG.pem}
     */
    public Path labelKey(String slug) {
        return root.resolve("label-keys").resolve(slug + ".pem");
    }

    /**
     * What was refused to whom.
     *
     * @return {@code security/security.log}
     */
    public Path securityLog() {
        return root.resolve("security").resolve("security.log");
    }

    /**
     * The batches that hosted brands registered here.
     *
     * @return {@code batches}
     */
    public Path batches() {
        return root.resolve("batches");
    }

    /**
     * Puts the batches of a ledger that is gone aside: on a ledger that begins anew they are not registered, and their lots
     * would be taken for repeated.
     *
     * @return where they are now; empty if there were none
     * @throws IOException if they can't be moved
     */
    public Optional<Path> setBatchesAside() throws IOException {
        if (!Files.isDirectory(batches())) {
            return Optional.empty();
        }
        int number = 1;
        while (Files.exists(aside(number))) {
            number++;
        }
        return Optional.of(Files.move(batches(), aside(number)));
    }

    private Path aside(int number) {
        return root.resolve("batches-of-an-earlier-ledger-" + number);
    }

    /**
     * Keeps every other gateway off this folder as long as this process lives.
     *
     * @throws ConfigException if another one serves it
     * @throws IOException if the folder can't be written
     */
    // The lock lives as long as the channel, and the channel as long as the process.
    @SuppressWarnings("MustBeClosedChecker")
    public void lock() throws IOException {
        Files.createDirectories(root);
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken;
        try {
            taken = channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            taken = true;
        }
        if (taken) {
            channel.close();
            throw new ConfigException(
                    root + ": another gateway serves this folder; stop it, or give one of its own with" + " --state");
        }
    }
}
