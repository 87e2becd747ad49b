package org.touchmark.network.launcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.Node;
import org.touchmark.network.local.Memory;

/** One row of the status table, as the operations endpoint gives it. Memory is in bytes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NodeStatus(
        String name,
        String kind,
        String organisation,
        int port,
        String health,
        @Nullable Long height,
        @Nullable Long memory,
        @Nullable Long peakMemory,
        String log) {
    static NodeStatus of(Node node) {
        return new NodeStatus(
                node.name(),
                Wording.of(node.kind()),
                node.organisation(),
                node.port(),
                Wording.of(node.health()),
                node.height().isPresent() ? node.height().getAsLong() : null,
                node.memoryBytes().isPresent() ? node.memoryBytes().getAsLong() : null,
                node.memoryBytes().isPresent() ? peak(node) : null,
                node.log().toString());
    }

    /** Of the node's own process, or of this one where it runs in here. */
    private static @Nullable Long peak(Node node) {
        ProcessHandle process = node.process().orElse(ProcessHandle.current());
        OptionalLong peak = Memory.peak(process.pid());
        return peak.isPresent() ? peak.getAsLong() : null;
    }
}
