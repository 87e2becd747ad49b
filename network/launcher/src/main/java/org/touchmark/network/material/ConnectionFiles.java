package org.touchmark.network.material;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.topology.Topology;

/** Writes how a network is reached, and what checkers are to trust. Paths count from the files' own folder. */
public final class ConnectionFiles {
    public static final String CONNECTION = "connection.json";
    public static final String ROOTS = "roots.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Topology topology;
    private final String ledger;
    private final Consortium consortium;

    /**
     * The files of one network.
     *
     * @param ledger {@code embedded} or {@code fabric}
     */
    ConnectionFiles(Path folder, Topology topology, String ledger, Consortium consortium) {
        this.folder = folder;
        this.topology = topology;
        this.ledger = ledger;
        this.consortium = consortium;
    }

    /** The kind of ledger that a connection profile in the folder names; "" if there is none. */
    static String ledgerIn(Path folder) throws IOException {
        Path file = folder.resolve(CONNECTION);
        return Files.exists(file) ? JSON.readTree(file.toFile()).path("ledger").asText() : "";
    }

    void write() throws IOException {
        write(ROOTS, roots());
        write(CONNECTION, connection());
    }

    private void write(String name, ObjectNode content) throws IOException {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
        DurableFiles.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode roots() {
        ObjectNode roots = JSON.createObjectNode()
                .put("channel", topology.channel())
                .put("ledger", ledger)
                .put("operators", consortium.operators());
        ArrayNode organisations = roots.putArray("organisations");
        for (Consortium.Organisation organisation : consortium.organisations()) {
            if (!organisation.peers().isEmpty()) {
                ObjectNode entry =
                        organisations.addObject().put("msp", organisation.msp()).put("name", organisation.name());
                entry.putArray("roots").add(Pem.encode(organisation.root()));
            }
        }
        return roots;
    }

    private ObjectNode connection() {
        ObjectNode connection = JSON.createObjectNode()
                .put("channel", topology.channel())
                .put("chaincode", topology.chaincode())
                .put("ledger", ledger)
                .put("operators", consortium.operators());
        ArrayNode organisations = connection.putArray("organisations");
        topology.organisations().forEach(organisation -> addOrganisation(organisations.addObject(), organisation));
        ArrayNode orderers = connection.putArray("orderers");
        for (Consortium.Organisation organisation : consortium.organisations()) {
            organisation
                    .orderers()
                    .forEach(node -> addNode(orderers.addObject(), node.name(), node.endpoint(), organisation.msp()));
        }
        ArrayNode parties = connection.putArray("parties");
        topology.parties().forEach(party -> addParty(parties.addObject(), party));
        return connection;
    }

    private static void addOrganisation(ObjectNode entry, Topology.Organisation organisation) {
        entry.put("msp", organisation.msp()).put("name", organisation.name());
        ArrayNode peers = entry.putArray("peers");
        organisation
                .peers()
                .forEach(peer ->
                        addNode(peers.addObject(), peer.name(), peer.listener().endpoint(), organisation.msp()));
        entry.putObject("ca")
                .put("name", organisation.ca().name())
                .put("url", "https://" + organisation.ca().endpoint())
                .put("tlsRoot", MaterialFolder.rootFile(organisation.msp()));
        addIdentity(entry.putObject("admin"), MaterialFolder.ADMINS + "/" + organisation.slug());
    }

    private static void addNode(ObjectNode entry, String name, Endpoint endpoint, String mspId) {
        entry.put("name", name).put("endpoint", endpoint.toString()).put("tlsRoot", MaterialFolder.rootFile(mspId));
    }

    private void addParty(ObjectNode entry, Topology.Party party) {
        entry.put("slug", party.slug())
                .put("gln", party.gln().digits())
                .put("name", party.name())
                .put("msp", topology.organisation(party.organisation()).msp())
                .put("role", party.role().wire());
        ArrayNode prefixes = entry.putArray("prefixes");
        party.prefixes().stream().map(CompanyPrefix::digits).forEach(prefixes::add);
        addIdentity(entry, MaterialFolder.PARTIES + "/" + party.slug());
    }

    private static void addIdentity(ObjectNode entry, String path) {
        entry.put("certificate", path + "/" + Enrolments.CERTIFICATE).put("key", path + "/" + Enrolments.KEY);
    }
}
