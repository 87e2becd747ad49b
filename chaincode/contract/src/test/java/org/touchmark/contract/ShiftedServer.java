package org.touchmark.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * The contract's server for tests in which days pass: its clock and the timestamps of transactions are moved by as much as a
 * file says, in ISO 8601. Peers keep their own time, and refuse proposals whose timestamps are more than minutes off it.
 */
public final class ShiftedServer {
    /** The system property that names the file. */
    public static final String FILE = "touchmark.test.clock";

    private ShiftedServer() {}

    /** Serves as {@link ContractServer} does. */
    public static void main(String[] arguments) throws InterruptedException {
        Path file = Path.of(System.getProperty(FILE));
        Routes routes = Routes.toFunctions(new ShiftedClock(file));
        ContractServer.run((stub, peer) -> routes.invoke(shifted(stub, file), peer));
    }

    private static ChaincodeStub shifted(ChaincodeStub stub, Path file) {
        return (ChaincodeStub) Proxy.newProxyInstance(
                ShiftedServer.class.getClassLoader(),
                new Class<?>[] {ChaincodeStub.class},
                (proxy, method, arguments) -> {
                    Object result = invoke(stub, method, arguments);
                    return method.getName().equals("getTxTimestamp") ? ((Instant) result).plus(shift(file)) : result;
                });
    }

    private static Object invoke(ChaincodeStub stub, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(stub, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Duration shift(Path file) {
        try {
            return Duration.parse(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the test's clock can't be read from " + file, e);
        }
    }

    /** The system's clock, moved. */
    private static final class ShiftedClock extends Clock {
        private final Path file;

        ShiftedClock(Path file) {
            this.file = file;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(shift(file));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the contract asks for instants only");
        }
    }
}
