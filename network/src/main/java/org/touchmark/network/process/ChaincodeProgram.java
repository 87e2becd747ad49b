package org.touchmark.network.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chaincode that runs as a service (CCaaS): a Java program which takes its package id and address from the
 * environment, as Fabric's chaincode shim defines them.
 *
 * @param javaArguments what follows the JVM's own flags: class path and main class, or {@code -jar FILE}
 */
public record ChaincodeProgram(List<String> javaArguments) {
    /** Small and quick to start: a chaincode server holds no data and is compiled little. */
    private static final List<String> JVM_FLAGS =
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    public ChaincodeProgram {
        javaArguments = List.copyOf(javaArguments);
    }

    /**
     * The program in a jar whose manifest names its main class.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static ChaincodeProgram jar(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    "The chaincode " + jar + " is not built. Build it with: mvn -DskipTests package");
        }
        return new ChaincodeProgram(List.of("-jar", jar.toAbsolutePath().toString()));
    }

    /** A main class found on a class path. */
    public static ChaincodeProgram mainClass(String classPath, String mainClass) {
        return new ChaincodeProgram(List.of("-cp", classPath, mainClass));
    }

    /** The command that serves the chaincode to one peer. It keeps nothing, so it runs beside its log. */
    public ChildProcess.Command command(String name, String packageId, int port, Path log) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(JVM_FLAGS);
        arguments.addAll(javaArguments);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CHAINCODE_ID", packageId);
        environment.put("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + port);
        environment.put("TOUCHMARK_EXIT_WITH_STDIN", "true");
        return new ChildProcess.Command(
                name, arguments, environment, port, log.toAbsolutePath().resolveSibling(""), log);
    }
}
