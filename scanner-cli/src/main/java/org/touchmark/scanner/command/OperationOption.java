package org.touchmark.scanner.command;

import org.jspecify.annotations.Nullable;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.party.OperationIds;
import picocli.CommandLine.Option;

/** The operation's id, for scripts that may have to send it again. */
final class OperationOption {

    @Option(
            names = "--operation",
            paramLabel = "ID",
            description = "An id of 16 to 64 letters and digits. The ledger does an operation once: sent again"
                    + " under the same id, it answers the first result. Made if absent.")
    private @Nullable OperationId id;

    OperationId id() {
        return id == null ? OperationIds.fresh() : id;
    }
}
