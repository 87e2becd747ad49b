package org.touchmark.network.launcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.Node;

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
                node.log().toString());
    }
}
