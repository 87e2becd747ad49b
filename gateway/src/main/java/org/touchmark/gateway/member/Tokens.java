package org.touchmark.gateway.member;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.GatewayConfig;
import org.touchmark.gateway.config.GatewayConfig.HostedParty;

/**
 * Whose token is whose, by {@code gateway.json} as it is now: read again when it was last read a quarter of a second ago, so
 * that a token that was replaced or taken away is nobody's within a second, and a new one is good as soon. A party that
 * was added is hosted from then on. While the file can't be read nobody is let in: who deleted it may have meant that.
 */
public final class Tokens {
    /** Stands where a token's digest would: no text that anyone could find has it, and who has it has no token. */
    public static final String NO_TOKEN = "0".repeat(64);

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Duration FRESH = Duration.ofMillis(250);
    private static final int MAX_TOKEN_CHARACTERS = 200;

    private final Path file;
    private final Function<HostedParty, Member> loader;
    private final BiConsumer<String, String> changes;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private Map<String, Member> byDigest = Map.of();
    private Optional<ConfigException> unreadable = Optional.empty();
    private byte[] content = new byte[0];
    private long readAtNanos = System.nanoTime() - FRESH.toNanos();

    /**
     * The tokens of a file.
     *
     * @param file {@code gateway.json}
     * @param known the parties that are loaded already
     * @param loader reads the keys of one that was added
     * @param changes told the GLN of each party whose token changed, and how
     */
    public Tokens(Path file, Members known, Function<HostedParty, Member> loader, BiConsumer<String, String> changes) {
        this.file = file;
        this.loader = loader;
        this.changes = changes;
        known.all().forEach(member -> members.put(member.gln().digits(), member));
    }

    /**
     * The party whose token this is. Every stored digest is compared, each in constant time, so that the time taken says
     * nothing about how close a guess is.
     *
     * @param token what the caller showed
     * @return the party, if it is one's token
     * @throws ConfigException while the file can't be read
     */
    public Optional<Member> memberOf(String token) {
        if (token.length() > MAX_TOKEN_CHARACTERS) {
            return Optional.empty();
        }
        byte[] shown = digest(token).getBytes(StandardCharsets.US_ASCII);
        Optional<Member> found = Optional.empty();
        for (Map.Entry<String, Member> stored : now().entrySet()) {
            if (MessageDigest.isEqual(shown, stored.getKey().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(stored.getValue());
            }
        }
        return found;
    }

    /**
     * What is stored of a token.
     *
     * @param token the token
     * @return SHA-256 in hex
     */
    public static String digest(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private synchronized Map<String, Member> now() {
        if (System.nanoTime() - readAtNanos >= FRESH.toNanos()) {
            readAgain();
            readAtNanos = System.nanoTime();
        }
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        return byDigest;
    }

    private void readAgain() {
        try {
            byte[] read = Files.readAllBytes(file);
            if (unreadable.isPresent() || !Arrays.equals(read, content)) {
                take(GatewayConfig.read(file));
                content = read;
                unreadable = Optional.empty();
            }
        } catch (IOException | RuntimeException e) {
            if (unreadable.isEmpty()) {
                LOG.error("{}: can't be read, so no token is good until it can: {}", file, e.toString());
            }
            unreadable = Optional.of(
                    e instanceof ConfigException config ? config : new ConfigException(file + ": can't be read", e));
        }
    }

    private void take(GatewayConfig config) {
        Map<String, Member> found = new LinkedHashMap<>();
        for (HostedParty party : config.parties()) {
            Member member = members.computeIfAbsent(party.gln(), gln -> loader.apply(party));
            if (!party.tokenSha256().equals(NO_TOKEN)) {
                found.put(party.tokenSha256(), member);
            }
        }
        if (content.length > 0) {
            tell(byDigest, found);
        }
        byDigest = Map.copyOf(found);
    }

    private void tell(Map<String, Member> before, Map<String, Member> after) {
        before.forEach((digest, member) -> {
            if (!after.containsKey(digest)) {
                boolean replaced = after.containsValue(member);
                changes.accept(member.gln().digits(), replaced ? "token-replaced" : "token-taken-away");
            }
        });
        after.forEach((digest, member) -> {
            if (!before.containsValue(member)) {
                changes.accept(member.gln().digits(), "token-new");
            }
        });
    }
}
