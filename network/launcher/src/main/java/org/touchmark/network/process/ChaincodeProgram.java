package org.touchmark.network.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A chaincode that runs as a service (CCaaS): a program which takes its package id and address from the environment.
 * Its text is what people call it.
 */
public sealed interface ChaincodeProgram permits JavaChaincode, CommandChaincode {
    /**
     * The program in a jar whose manifest names its main class.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    static ChaincodeProgram jar(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("The chaincode " + jar
                    + " is not there. If it is Touchmark's own, build it with: mvn -DskipTests package");
        }
        Path absolute = jar.toAbsolutePath();
        return new JavaChaincode(
                List.of("-jar", absolute.toString()), Optional.of(absolute).filter(ClassArchive::fits));
    }

    /** A main class found on a class path. */
    static ChaincodeProgram mainClass(String classPath, String mainClass) {
        return new JavaChaincode(List.of("-cp", classPath, mainClass), Optional.empty());
    }

    /**
     * What a JVM with a chaincode server in it is given: little memory, since it holds no data.
     *
     * @param directives where it finds the file of {@link CompilerDirectives}
     */
    static List<String> jvmFlags(String directives) {
        return Stream.concat(Stream.of("-Xmx128m", "-XX:+UseSerialGC"), CompilerDirectives.flags(directives).stream())
                .toList();
    }

    /** The command that serves the chaincode with these settings. */
    ChildProcess.Command command(String name, Map<String, String> settings, int port, Path log);
}
