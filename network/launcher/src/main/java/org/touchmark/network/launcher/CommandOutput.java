package org.touchmark.network.launcher;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command prints: standard output and error, or what a test put in their place; and the options for help. */
@Command(mixinStandardHelpOptions = true)
final class CommandOutput {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    void line(String text) {
        PrintWriter out = commandSpec().commandLine().getOut();
        out.println(text);
        out.flush();
    }

    void error(String text) {
        PrintWriter err = commandSpec().commandLine().getErr();
        err.println(text);
        err.flush();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command's specification before it calls it");
        }
        return spec;
    }
}
