package org.touchmark.network.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.touchmark.network.NodeKind;
import org.touchmark.network.fabric.ChaincodeServerPlan;
import org.touchmark.network.fabric.NodePlan;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.process.CompilerDirectives;
import org.touchmark.network.topology.Topology;

/**
 * The text of a Compose file. Its services' settings are those that the launcher gives to processes
 * ({@link NodePlan}, {@link ChaincodeServerPlan}), under the services' names for hosts and containers' paths.
 */
public final class ComposeFile {
    static final String LIBRARIES = "lib";
    static final String MATERIAL = "network";
    static final String FABRIC = "fabric";
    static final String TOPOLOGY = "topology.yaml";

    private static final String NETWORK = "touchmark";
    private static final String SERVER = "unless-stopped";

    /** The official images have bash, and neither curl nor wget. */
    private static final String HEALTHZ =
            "exec 3<>/dev/tcp/127.0.0.1/%d && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3"
                    + " && grep -q '200 OK' <&3";

    private static final String LISTENS = "exec 3<>/dev/tcp/127.0.0.1/%d";

    private final Topology topology;
    private final Images images;
    private final String packageId;
    private final Duration executeTimeout;

    /**
     * A file for a topology whose hosts are its services.
     *
     * @param packageId of the chaincode
     */
    public ComposeFile(Topology topology, Images images, String packageId, Duration executeTimeout) {
        this.topology = topology;
        this.images = images;
        this.packageId = packageId;
        this.executeTimeout = executeTimeout;
    }

    public String text() {
        Map<String, Object> services = services();
        Map<String, Object> volumes = new LinkedHashMap<>();
        nodes().forEach(node -> volumes.put(node.name(), Map.of()));
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", topology.channel().replace('.', '-'));
        file.put("services", services);
        file.put("volumes", volumes);
        file.put("networks", Map.of(NETWORK, Map.of()));
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(160)
                .build();
        return "# Written by network/compose. See docs/deployment.md.\n" + new Dump(settings).dumpToString(file);
    }

    private List<NodePlan> nodes() {
        return NodePlan.of(topology, new ContainerPlaces(), executeTimeout);
    }

    private Map<String, Object> services() {
        Map<String, Object> services = new LinkedHashMap<>();
        images.authority()
                .ifPresent(image -> topology.authorities()
                        .forEach(authority -> services.put(
                                authority.listener().name(),
                                authority(image, authority.listener()).toMap(NETWORK))));
        for (NodePlan node : nodes()) {
            services.put(node.name(), node(node).toMap(NETWORK));
        }
        for (ChaincodeServerPlan server : ChaincodeServerPlan.withTls(topology, packageId, new ContainerPlaces())) {
            services.put(server.listener().name(), chaincodeServer(server).toMap(NETWORK));
        }
        services.put("setup", setup(new ArrayList<>(services.keySet())).toMap(NETWORK));
        return services;
    }

    /** Its books go on where they were written. */
    private static Service authority(String image, Topology.Listener ca) {
        String home = "/etc/hyperledger/fabric-ca-server";
        return new Service(image, List.of("fabric-ca-server", "start", "--home", home))
                .writes(MATERIAL + "/ca/" + ca.name() + "/fabric-ca", home)
                .publishes(ca.port())
                .healthy(LISTENS.formatted(ca.port()))
                .restart(SERVER);
    }

    private Service node(NodePlan node) {
        Service service = new Service(node.kind() == NodeKind.PEER ? images.peer() : images.orderer(), node.command())
                .environment(node.environment())
                .reads(FABRIC + "/config", ContainerPlaces.CONFIG)
                .reads(FABRIC + "/" + node.name() + "/msp", ContainerPlaces.MSP)
                .reads(MATERIAL + "/nodes/" + node.name(), ContainerPlaces.OWN)
                .reads(MATERIAL + "/roots", ContainerPlaces.ROOTS);
        if (node.kind() == NodeKind.PEER) {
            service.reads(FABRIC + "/builder", ContainerPlaces.BUILDER)
                    .reads(FABRIC + "/" + node.name() + "/chaincode.json", ContainerPlaces.CONNECTION);
        }
        return service.keeps(node.name(), ContainerPlaces.DATA)
                .publishes(node.listener().port())
                .healthy(HEALTHZ.formatted(node.operationsPort()))
                .restart(SERVER);
    }

    private Service chaincodeServer(ChaincodeServerPlan server) {
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(ChaincodeProgram.jvmFlags("/opt/touchmark/" + CompilerDirectives.FILE));
        command.addAll(List.of("-jar", "/opt/touchmark/contract.jar"));
        return new Service(images.java(), command)
                .environment(server.environment())
                .reads(LIBRARIES, "/opt/touchmark")
                .reads(MATERIAL + "/nodes/" + server.listener().name(), ContainerPlaces.OWN)
                .reads(MATERIAL + "/roots", ContainerPlaces.ROOTS)
                .healthy(LISTENS.formatted(server.listener().port()))
                .restart(SERVER);
    }

    /** Joins, installs, approves and commits, then ends; again after each start, which changes nothing. */
    private Service setup(List<String> others) {
        return new Service(
                        images.java(),
                        List.of(
                                "java",
                                "-cp",
                                "/opt/touchmark/network.jar",
                                "org.touchmark.network.launcher.NetworkCommand",
                                "deploy",
                                "--folder",
                                "/etc/touchmark/deployment"))
                .reads(LIBRARIES, "/opt/touchmark")
                .reads(TOPOLOGY, "/etc/touchmark/deployment/" + TOPOLOGY)
                .reads(MATERIAL, "/etc/touchmark/deployment/" + MATERIAL)
                .after(others)
                .restart("on-failure");
    }
}
