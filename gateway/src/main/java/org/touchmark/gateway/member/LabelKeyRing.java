package org.touchmark.gateway.member;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.gateway.config.DurableFiles;
import org.touchmark.gateway.config.Pem;

/**
 * All label keys of a brand that this gateway holds: labels of older batches are made with the keys that those name. The
 * first one's file is configured; later ones are in a folder beside it, each under the operation that registers it, so that
 * whoever asks again for the same operation is given the same key. Safe for several threads.
 */
public final class LabelKeyRing {
    private static final String ENDING = ".pem";

    private final Path folder;
    private final Map<LabelKeyId, LabelSigner> signers = new ConcurrentHashMap<>();

    private LabelKeyRing(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a brand's keys.
     *
     * @param first the PKCS#8 PEM file of its first one, {@code NAME.pem}; the others are in the folder {@code NAME}
     * @return the keys
     */
    public static LabelKeyRing read(Path first) {
        String name = Objects.toString(first.getFileName(), "");
        String bare = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name + ".later";
        LabelKeyRing ring = new LabelKeyRing(first.resolveSibling(bare));
        ring.add(LabelSigner.read(first));
        if (Files.isDirectory(ring.folder)) {
            try (Stream<Path> files = Files.list(ring.folder)) {
                files.filter(file -> file.toString().endsWith(ENDING))
                        .map(LabelSigner::read)
                        .forEach(ring::add);
            } catch (IOException e) {
                throw new UncheckedIOException(ring.folder + ": the label keys can't be listed", e);
            }
        }
        return ring;
    }

    /**
     * A key.
     *
     * @param id its id
     * @return the key, if this gateway holds it
     */
    public Optional<LabelSigner> find(LabelKeyId id) {
        return Optional.ofNullable(signers.get(id));
    }

    /**
     * The key that an operation registers; made and kept on the disk when it is asked for first.
     *
     * @param operation the operation's id
     * @return the key
     */
    public synchronized LabelSigner madeFor(OperationId operation) {
        Path file = folder.resolve(operation.value() + ENDING);
        if (!Files.exists(file)) {
            make(file);
        }
        return add(LabelSigner.read(file));
    }

    /**
     * Forgets the key that an operation was to register and will not.
     *
     * @param operation the operation's id
     */
    public synchronized void forget(OperationId operation) {
        Path file = folder.resolve(operation.value() + ENDING);
        try {
            if (Files.exists(file)) {
                signers.remove(LabelSigner.read(file).keyId());
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the label key can't be deleted", e);
        }
    }

    /**
     * Makes a key.
     *
     * @param file where it is kept, readable by its owner only
     */
    public static void make(Path file) {
        try {
            DurableFiles.write(
                    file,
                    Pem.pem(KeyPairGenerator.getInstance("Ed25519")
                            .generateKeyPair()
                            .getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the label key can't be kept", e);
        }
    }

    private LabelSigner add(LabelSigner signer) {
        signers.put(signer.keyId(), signer);
        return signer;
    }
}
