package org.touchmark.gateway.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.touchmark.gateway.config.Connection.IdentityFiles;

/**
 * The parties that this gateway acts for, as {@code gateway.json} in its state folder lists them.
 *
 * @param parties the hosted parties
 */
public record GatewayConfig(List<HostedParty> parties) {

    /** Copies the list. */
    public GatewayConfig {
        parties = List.copyOf(parties);
    }

    /**
     * A party whose keys this gateway holds: it signs in the party's name for whoever shows the party's token.
     *
     * @param slug its short name
     * @param gln its GLN
     * @param name its name for people
     * @param msp its organisation
     * @param role its role
     * @param identity its enrolment certificate and key
     * @param labelKey the PKCS#8 PEM file of its Ed25519 label key, for a brand
     * @param tokenSha256 SHA-256 of its API token in hex
     */
    public record HostedParty(
            String slug,
            String gln,
            String name,
            String msp,
            String role,
            IdentityFiles identity,
            Optional<Path> labelKey,
            String tokenSha256) {
        /** Checks the token's digest. */
        public HostedParty {
            if (!tokenSha256.matches("[0-9a-f]{64}")) {
                throw new ConfigException("party " + slug + ": tokenSha256 is 64 lower-case hex digits");
            }
        }

        /**
         * This party with another token.
         *
         * @param digest SHA-256 of the token in hex
         * @return the party
         */
        public HostedParty withToken(String digest) {
            return new HostedParty(slug, gln, name, msp, role, identity, labelKey, digest);
        }
    }

    /**
     * Reads the configuration.
     *
     * @param file {@code gateway.json}
     * @return what it says
     */
    public static GatewayConfig read(Path file) {
        ConfigJson json = ConfigJson.read(file, "run gateway/admit first: it admits the parties and writes it");
        return new GatewayConfig(json.objects("parties", GatewayConfig::party));
    }

    /**
     * Writes the configuration, durably.
     *
     * @param file {@code gateway.json}
     * @throws IOException if the disk fails
     */
    public void write(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        ArrayNode list = json.putArray("parties");
        for (HostedParty party : parties) {
            ObjectNode node = list.addObject()
                    .put("slug", party.slug())
                    .put("gln", party.gln())
                    .put("name", party.name())
                    .put("msp", party.msp())
                    .put("role", party.role())
                    .put("certificate", party.identity().certificate().toString())
                    .put("key", party.identity().key().toString())
                    .put("tokenSha256", party.tokenSha256());
            party.labelKey().ifPresent(key -> node.put("labelKey", key.toString()));
        }
        DurableFiles.write(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private static HostedParty party(ConfigJson json) {
        return new HostedParty(
                json.text("slug"),
                json.text("gln"),
                json.text("name"),
                json.text("msp"),
                json.text("role"),
                Connection.identity(json),
                json.textOr("labelKey", "").isEmpty() ? Optional.empty() : Optional.of(json.path("labelKey")),
                json.text("tokenSha256"));
    }
}
