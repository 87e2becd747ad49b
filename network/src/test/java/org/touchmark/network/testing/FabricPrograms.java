package org.touchmark.network.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Fabric's own programs, where this machine has them: on PATH, or in the folder bin of FABRIC_HOME. */
public final class FabricPrograms {
    private FabricPrograms() {}

    /** The program, or the test counts as not run. */
    public static Path require(String name) {
        Optional<Path> program = find(name);
        Assumptions.assumeTrue(program.isPresent(), name + " is neither on PATH nor in FABRIC_HOME/bin");
        return program.orElseThrow();
    }

    /** The program, if this machine has it. */
    public static Optional<Path> find(String name) {
        List<Path> folders = new ArrayList<>();
        String home = System.getenv("FABRIC_HOME");
        if (home != null) {
            folders.add(Path.of(home, "bin"));
        }
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            folders.add(Path.of(folder));
        }
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
