package org.touchmark.network.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Java program that serves a chaincode and ends when its standard input does.
 *
 * @param javaArguments what follows the JVM's own flags: class path and main class, or {@code -jar FILE}
 * @param jar the program's one jar, if it has its libraries beside it
 */
public record JavaChaincode(List<String> javaArguments, Optional<Path> jar) implements ChaincodeProgram {
    public JavaChaincode {
        javaArguments = List.copyOf(javaArguments);
    }

    /** It keeps nothing, so it runs beside its log. */
    @Override
    public ChildProcess.Command command(String name, Map<String, String> settings, int port, Path log) {
        Path folder = log.toAbsolutePath().resolveSibling("");
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(
                ChaincodeProgram.jvmFlags(CompilerDirectives.write(folder).toString()));
        jar.ifPresent(file -> arguments.addAll(ClassArchive.flags(file)));
        arguments.addAll(javaArguments);
        Map<String, String> environment = new LinkedHashMap<>(settings);
        environment.put("TOUCHMARK_EXIT_WITH_STDIN", "true");
        return new ChildProcess.Command(name, arguments, environment, port, folder, log);
    }

    @Override
    public String toString() {
        return String.join(" ", javaArguments).replaceFirst("^-jar ", "");
    }
}
