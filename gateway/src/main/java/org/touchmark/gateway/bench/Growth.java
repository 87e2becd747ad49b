package org.touchmark.gateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.touchmark.gateway.ledger.BlockBytes;
import org.touchmark.gateway.ledger.FabricLedger;

/** What a piece of work adds to the ledger, and to the disk of one peer. Nobody else writes meanwhile. */
final class Growth {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final FabricLedger ledger;
    private final Optional<Path> peerFolder;
    private final long height;
    private final long diskBytes;

    private Growth(FabricLedger ledger, Optional<Path> peerFolder) {
        this.ledger = ledger;
        this.peerFolder = peerFolder;
        this.height = ledger.awaitEveryPeer(LIMIT);
        this.diskBytes = diskBytes(peerFolder);
    }

    /** Begins now; {@code peerFolder} is where a peer of this machine keeps its data. */
    static Growth begin(FabricLedger ledger, Optional<Path> peerFolder) {
        return new Growth(ledger, peerFolder);
    }

    /** Since the beginning, for each of so many units. */
    Row.Footprint per(long units) {
        ledger.awaitEveryPeer(LIMIT);
        BlockBytes blocks = ledger.replay(height);
        return new Row.Footprint(
                (double) blocks.writes() / units,
                (double) blocks.bytes() / units,
                peerFolder.isPresent()
                        ? OptionalDouble.of((double) (diskBytes(peerFolder) - diskBytes) / units)
                        : OptionalDouble.empty());
    }

    private static long diskBytes(Optional<Path> folder) {
        if (folder.isEmpty()) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder.get())) {
            return files.mapToLong(Growth::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the peer's folder " + folder.get() + " can't be read", e);
        }
    }

    /** A peer replaces its files while they are counted. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the size of " + file + " can't be read", e);
        }
    }
}
