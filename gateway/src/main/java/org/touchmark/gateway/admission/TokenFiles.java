package org.touchmark.gateway.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.DurableFiles;
import org.touchmark.gateway.config.GatewayConfig;
import org.touchmark.gateway.config.GatewayConfig.HostedParty;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.member.Tokens;

/**
 * The parties' tokens: each in a file of its own for whoever is to have it, its digest in {@code gateway.json}, by which a
 * gateway that runs knows it.
 *
 * @param state where both are
 */
public record TokenFiles(StateFolder state) {
    private static final int TOKEN_BYTES = 32;

    /** The token that is kept for a party, or a new one. */
    String kept(String slug) {
        Path file = state.token(slug);
        try {
            return Files.exists(file)
                    ? Files.readString(file, StandardCharsets.US_ASCII).strip()
                    : make(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the token can't be kept", e);
        }
    }

    /**
     * Replaces a party's token: the old one is nobody's from then on.
     *
     * @param slug the party
     * @return the file with the new one
     * @throws IOException if a file can't be written
     */
    public Path renew(String slug) throws IOException {
        GatewayConfig config = config(slug);
        Path file = state.token(slug);
        // Its digest last: until then the old token is good, and this can be done again.
        write(config, slug, Tokens.digest(make(file)));
        return file;
    }

    /**
     * Takes a party's token away; the party is hosted still, and gets a new one when it is renewed.
     *
     * @param slug the party
     * @throws IOException if a file can't be written
     */
    public void revoke(String slug) throws IOException {
        write(config(slug), slug, Tokens.NO_TOKEN);
        Files.deleteIfExists(state.token(slug));
    }

    private GatewayConfig config(String slug) {
        GatewayConfig config = GatewayConfig.read(state.gatewayFile());
        List<String> slugs = config.parties().stream().map(HostedParty::slug).toList();
        if (!slugs.contains(slug)) {
            throw new ConfigException("gateway.json hosts no party " + slug + "; it hosts " + String.join(", ", slugs));
        }
        return config;
    }

    private void write(GatewayConfig config, String slug, String digest) throws IOException {
        new GatewayConfig(config.parties().stream()
                        .map(party -> party.slug().equals(slug) ? party.withToken(digest) : party)
                        .toList())
                .write(state.gatewayFile());
    }

    private static String make(Path file) throws IOException {
        String token = random();
        DurableFiles.write(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
        return token;
    }

    private static String random() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Encodings.base32(bytes);
    }
}
