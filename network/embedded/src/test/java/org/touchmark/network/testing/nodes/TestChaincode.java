package org.touchmark.network.testing.nodes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.Chaincode;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.NettyGrpcServer;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIteratorWithMetadata;
import org.hyperledger.fabric.traces.Traces;
import org.touchmark.network.chaincode.ChaincodeServerAddress;
import org.touchmark.network.local.LoopbackPort;

/** A chaincode on the real shim, served on a free port of the loopback, that does what its arguments say. */
public final class TestChaincode extends ChaincodeBase implements AutoCloseable {
    private static final Logger SHIM = Logger.getLogger("org.hyperledger.fabric");
    private static final int POOL = 32;

    private final String packageId;
    private final String answer;
    private final CountDownLatch released = new CountDownLatch(1);
    private NettyGrpcServer server;
    private int port;

    static {
        SHIM.setLevel(Level.OFF);
    }

    private TestChaincode(String packageId, String answer) {
        this.packageId = packageId;
        this.answer = answer;
    }

    public static TestChaincode start(String packageId) throws IOException {
        return start(packageId, "same");
    }

    /** {@code answer} is what the function "own" says, so that two servers can differ. */
    public static TestChaincode start(String packageId, String answer) throws IOException {
        return start(packageId, answer, LoopbackPort.free(1, Set.of()).get(0));
    }

    /** Listens on the port given. */
    public static TestChaincode start(String packageId, String answer, int port) throws IOException {
        TestChaincode chaincode = new TestChaincode(packageId, answer);
        chaincode.port = port;
        chaincode.processCommandLineOptions(new String[] {"-i", packageId});
        chaincode.validateOptions();
        Metrics.initialize(chaincode.getChaincodeConfig());
        Traces.initialize(chaincode.getChaincodeConfig());
        chaincode.serve();
        return chaincode;
    }

    public ChaincodeServerAddress address() {
        return ChaincodeServerAddress.plaintext(packageId, "127.0.0.1", port);
    }

    /** Breaks off every stream, as a crash does. */
    public void stop() {
        server.stop();
    }

    /** Listens on the same port as before. */
    public void serve() throws IOException {
        ChaincodeServerProperties properties = new ChaincodeServerProperties();
        properties.setServerAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server = new NettyGrpcServer(this, properties);
        server.start();
    }

    @Override
    public void close() {
        released.countDown();
        stop();
    }

    @Override
    public Properties getChaincodeConfig() {
        Properties properties = super.getChaincodeConfig();
        properties.setProperty("TP_CORE_POOL_SIZE", Integer.toString(POOL));
        properties.setProperty("TP_MAX_POOL_SIZE", Integer.toString(POOL));
        return properties;
    }

    @Override
    public Chaincode.Response init(ChaincodeStub stub) {
        return success("initialized");
    }

    @Override
    public Chaincode.Response invoke(ChaincodeStub stub) {
        List<String> parameters = stub.getParameters();
        return switch (stub.getFunction()) {
            case "put" -> {
                stub.putStringState(parameters.get(0), parameters.get(1));
                yield success("");
            }
            case "get" -> success(stub.getStringState(parameters.get(0)));
            case "delete" -> {
                stub.delState(parameters.get(0));
                yield success("");
            }
            case "increment" -> {
                String before = stub.getStringState(parameters.get(0));
                String after = Integer.toString(before.isEmpty() ? 1 : Integer.parseInt(before) + 1);
                stub.putStringState(parameters.get(0), after);
                yield success(after);
            }
            case "fill" -> {
                for (int i = 0; i < Integer.parseInt(parameters.get(1)); i++) {
                    stub.putStringState(parameters.get(0) + "%04d".formatted(i), "v");
                }
                yield success("");
            }
            case "putThenGet" -> {
                stub.putStringState(parameters.get(0), parameters.get(1));
                yield success(stub.getStringState(parameters.get(0)));
            }
            case "range" -> success(keys(stub.getStateByRange(parameters.get(0), parameters.get(1))));
            case "partial" ->
                success(
                        stub.getStateByPartialCompositeKey(parameters.get(0))
                                        .iterator()
                                        .hasNext()
                                ? "some"
                                : "none");
            case "compose" -> {
                stub.putStringState(
                        stub.createCompositeKey(parameters.get(0), parameters.get(1))
                                .toString(),
                        "value");
                yield success("");
            }
            case "page" -> page(stub, parameters);
            case "pageThenPut" -> {
                page(stub, List.of("a", "z", "1", ""));
                stub.putStringState("k", "v");
                yield success("");
            }
            case "putThenPage" -> {
                stub.putStringState("k", "v");
                yield page(stub, List.of("a", "z", "1", ""));
            }
            case "history" -> success(history(stub, parameters.get(0)));
            case "event" -> {
                stub.putStringState("event", parameters.get(0));
                stub.setEvent(parameters.get(0), parameters.get(1).getBytes(StandardCharsets.UTF_8));
                yield success("");
            }
            case "transient" -> success(new String(stub.getTransient().get(parameters.get(0)), StandardCharsets.UTF_8));
            case "hang" -> hang();
            case "pid" -> success(Long.toString(ProcessHandle.current().pid()));
            case "die" -> die();
            case "throw" -> throw new IllegalStateException("thrown on purpose");
            case "status" ->
                new Chaincode.Response(
                        Chaincode.Response.Status.forCode(Integer.parseInt(parameters.get(0))),
                        parameters.get(1),
                        new byte[] {1});
            case "own" -> success(answer);
            case "msp" -> success(stub.getMspId());
            case "environment" -> success(String.valueOf(System.getenv(parameters.get(0))));
            case "big" -> {
                stub.putState("big", new byte[Integer.parseInt(parameters.get(0))]);
                yield success("");
            }
            case "unsupported" -> unsupported(stub, parameters.get(0));
            default -> ResponseUtils.newErrorResponse("no such function: " + stub.getFunction());
        };
    }

    private static Chaincode.Response unsupported(ChaincodeStub stub, String what) {
        switch (what) {
            case "collection" -> stub.getPrivateData("secrets", "key");
            case "collectionWrite" -> stub.putPrivateData("secrets", "key", new byte[] {1});
            case "collectionHash" -> stub.getPrivateDataHash("secrets", "key");
            case "richQuery" -> stub.getQueryResult("{\"selector\":{}}").forEach(row -> {});
            case "keyPolicy" -> stub.setStateValidationParameter("key", new byte[] {1});
            case "readKeyPolicy" -> stub.getStateValidationParameter("key");
            case "otherChaincode" -> stub.invokeChaincodeWithStringArgs("other", "get", "key");
            default -> throw new IllegalArgumentException(what);
        }
        return success("it worked");
    }

    /** Ends the process in the middle of the transaction, where it is the chaincode's own. */
    private static Chaincode.Response die() {
        if (System.getenv("CHAINCODE_SERVER_ADDRESS") == null) {
            return ResponseUtils.newErrorResponse("this process is not a chaincode server");
        }
        Runtime.getRuntime().halt(3);
        return success("unreachable");
    }

    private Chaincode.Response hang() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return success("late");
    }

    private static Chaincode.Response page(ChaincodeStub stub, List<String> parameters) {
        QueryResultsIteratorWithMetadata<KeyValue> page = stub.getStateByRangeWithPagination(
                parameters.get(0), parameters.get(1), Integer.parseInt(parameters.get(2)), parameters.get(3));
        String found = keys(page);
        return success(found + "|" + page.getMetadata().getBookmark() + "|"
                + page.getMetadata().getFetchedRecordsCount());
    }

    private static String keys(Iterable<KeyValue> rows) {
        StringJoiner keys = new StringJoiner(",");
        rows.forEach(row -> keys.add(row.getKey()));
        return keys.toString();
    }

    private static String history(ChaincodeStub stub, String key) {
        StringJoiner changes = new StringJoiner(",");
        Iterator<KeyModification> iterator = stub.getHistoryForKey(key).iterator();
        while (iterator.hasNext()) {
            KeyModification change = iterator.next();
            changes.add(change.isDeleted() ? "deleted" : change.getStringValue());
        }
        return changes.toString();
    }

    private static Chaincode.Response success(String text) {
        return ResponseUtils.newSuccessResponse(text.getBytes(StandardCharsets.UTF_8));
    }
}
