package org.touchmark.gateway.config;

import java.nio.file.Path;

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
}
