package org.touchmark.network.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the operating system says of a process's memory. */
public final class Memory {
    private Memory() {}

    /** Resident memory in bytes (VmRSS of Linux's proc file system); empty elsewhere or if the process is gone. */
    public static OptionalLong resident(long pid) {
        return value(pid, "VmRSS:");
    }

    /** The most resident memory so far in bytes (VmHWM); empty elsewhere or if the process is gone. */
    public static OptionalLong peak(long pid) {
        return value(pid, "VmHWM:");
    }

    private static OptionalLong value(long pid, String field) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
