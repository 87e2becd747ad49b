package org.touchmark.network.fabric;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.touchmark.network.material.Administrators;
import org.touchmark.network.material.Consortium;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.msp.SigningIdentity;

/**
 * What Fabric's own commands take from the environment to act on the nodes of a network's folder: {@code peer} under
 * Fabric's names, the others under names that a caller passes on as options.
 */
public final class CommandEnvironment {
    private final Path folder;
    private final FabricFolder fabric;
    private final MaterialFolder material;

    /** For the network in that folder, which must have been started before. */
    public CommandEnvironment(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.fabric = new FabricFolder(this.folder.resolve("fabric"));
        this.material = new MaterialFolder(this.folder);
    }

    /** For an organisation's administrator, by its slug; for an orderer's administration, by the orderer's name. */
    public Map<String, String> of(String name) throws IOException {
        Consortium consortium = material.consortium();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CHANNEL", consortium.channel());
        environment.put("CHAINCODE", consortium.chaincode());
        Map<String, Integer> ports = NodePorts.read(fabric.ports());
        if (ports.containsKey(NodePorts.admin(name))) {
            putOrderer(environment, name, ports.getOrDefault(NodePorts.admin(name), 0), consortium);
        } else if (consortium.organisations().stream().anyMatch(service -> isNamed(service.orderers(), name))) {
            throw new IOException(
                    name + " has no administration interface here: the embedded ledger's orderer is on its"
                            + " one channel from the start, and an orderer of another machine is administered there.");
        } else {
            putOrganisation(environment, name, consortium);
        }
        return environment;
    }

    private void putOrderer(Map<String, String> environment, String name, int adminPort, Consortium consortium)
            throws IOException {
        Consortium.Organisation service = consortium.organisations().stream()
                .filter(organisation -> isNamed(organisation.orderers(), name))
                .findFirst()
                .orElseThrow(() -> new IOException("the consortium has no orderer " + name));
        Path own = folder.resolve("nodes").resolve(name);
        environment.put("ORDERER_ADMIN", "localhost:" + adminPort);
        environment.put("ORDERER_ADMIN_ROOT", root(service));
        environment.put("ORDERER_ADMIN_CERTIFICATE", own.resolve("tls-cert.pem").toString());
        environment.put("ORDERER_ADMIN_KEY", own.resolve("tls-key.pem").toString());
    }

    private static boolean isNamed(List<Consortium.Node> nodes, String name) {
        return nodes.stream().anyMatch(node -> node.name().equals(name));
    }

    private void putOrganisation(Map<String, String> environment, String slug, Consortium consortium)
            throws IOException {
        SigningIdentity admin = new Administrators(folder).of(slug);
        String mspId = admin.mspId();
        Consortium.Organisation organisation = consortium.organisation(mspId);
        // Written anew each time, since a certificate may have been renewed.
        FabricFolder.writeIdentity(fabric.adminMsp(slug), admin, organisation.root());
        fabric.writeCommonIfMissing();
        environment.put("MSP", mspId);
        environment.put("CA_URL", organisation.ca());
        environment.put("CA_ROOT", root(organisation));
        environment.put("FABRIC_CFG_PATH", fabric.config().toString());
        environment.put("CORE_PEER_LOCALMSPID", mspId);
        environment.put("CORE_PEER_MSPCONFIGPATH", fabric.adminMsp(slug).toString());
        environment.put("CORE_PEER_TLS_ENABLED", "true");
        environment.put("CORE_PEER_TLS_ROOTCERT_FILE", root(organisation));
        organisation.peers().stream()
                .findFirst()
                .ifPresent(peer ->
                        environment.put("CORE_PEER_ADDRESS", peer.endpoint().toString()));
        putOrdering(environment, consortium);
    }

    private void putOrdering(Map<String, String> environment, Consortium consortium) {
        for (Consortium.Organisation service : consortium.organisations()) {
            for (Consortium.Node orderer : service.orderers()) {
                environment.putIfAbsent("ORDERER", orderer.endpoint().toString());
                environment.putIfAbsent("ORDERER_ROOT", root(service));
            }
        }
    }

    private String root(Consortium.Organisation organisation) {
        return material.root(organisation.msp()).toString();
    }
}
