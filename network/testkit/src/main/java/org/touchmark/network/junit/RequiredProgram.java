package org.touchmark.network.junit;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.touchmark.network.fabric.FabricPrograms;

/** One of Fabric's programs, where this machine has it: on PATH, or in the folder bin of FABRIC_HOME. */
public final class RequiredProgram {
    private RequiredProgram() {}

    /** The program, if this machine has it. */
    public static Optional<Path> find(String name) {
        return FabricPrograms.locate(name);
    }

    /** The program, or the test counts as not run. */
    public static Path require(String name) {
        Optional<Path> program = find(name);
        if (program.isEmpty()) {
            return Assumptions.abort("Fabric's program " + name + " is neither in FABRIC_HOME/bin nor on PATH.");
        }
        return program.get();
    }
}
