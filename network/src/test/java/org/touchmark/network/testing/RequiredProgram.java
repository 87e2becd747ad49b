package org.touchmark.network.testing;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.junit.RunReport;

/** One of Fabric's programs, where this machine has it: on PATH, or in the folder bin of FABRIC_HOME. */
public final class RequiredProgram {
    private RequiredProgram() {}

    /** The program, if this machine has it. */
    public static Optional<Path> find(String name) {
        return FabricPrograms.locate(name);
    }

    /** The program, or the test counts as not run, and the run's report says so. */
    public static Path require(String name) {
        Optional<Path> program = find(name);
        if (program.isEmpty()) {
            String missing =
                    "Tests of Fabric's " + name + " were not run: it is neither in FABRIC_HOME/bin nor on PATH.";
            RunReport.note("ledger", missing);
            return Assumptions.abort(missing);
        }
        return program.get();
    }
}
