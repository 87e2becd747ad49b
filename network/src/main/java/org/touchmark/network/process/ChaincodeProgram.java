package org.touchmark.network.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A chaincode that runs as a service (CCaaS): a Java program which takes its package id and address from the
 * environment, as Fabric's chaincode shim defines them.
 *
 * @param javaArguments what follows the JVM's own flags: class path and main class, or {@code -jar FILE}
 * @param jar the program's one jar, if it has its libraries beside it
 */
public record ChaincodeProgram(List<String> javaArguments, Optional<Path> jar) {
    /** Small, since a chaincode server holds no data. */
    private static final List<String> JVM_FLAGS = List.of("-Xmx128m", "-XX:+UseSerialGC");

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
        Path absolute = jar.toAbsolutePath();
        return new ChaincodeProgram(
                List.of("-jar", absolute.toString()), Optional.of(absolute).filter(ClassArchive::fits));
    }

    /** A main class found on a class path. */
    public static ChaincodeProgram mainClass(String classPath, String mainClass) {
        return new ChaincodeProgram(List.of("-cp", classPath, mainClass), Optional.empty());
    }

    /** The command that serves the chaincode to one peer, on the loopback interface. */
    public ChildProcess.Command command(String name, String packageId, int port, Path log) {
        return command(
                name, Map.of("CHAINCODE_ID", packageId, "CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + port), port, log);
    }

    /**
     * What a JVM with a chaincode server in it is given.
     *
     * @param directives where it finds the file of {@link CompilerDirectives}
     */
    public static List<String> jvmFlags(String directives) {
        return Stream.concat(JVM_FLAGS.stream(), CompilerDirectives.flags(directives).stream())
                .toList();
    }

    /** The command that serves the chaincode with these settings. It keeps nothing, so it runs beside its log. */
    public ChildProcess.Command command(String name, Map<String, String> settings, int port, Path log) {
        Path folder = log.toAbsolutePath().resolveSibling("");
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(jvmFlags(CompilerDirectives.write(folder).toString()));
        jar.ifPresent(file -> arguments.addAll(ClassArchive.flags(file)));
        arguments.addAll(javaArguments);
        Map<String, String> environment = new LinkedHashMap<>(settings);
        environment.put("TOUCHMARK_EXIT_WITH_STDIN", "true");
        return new ChildProcess.Command(name, arguments, environment, port, folder, log);
    }
}
