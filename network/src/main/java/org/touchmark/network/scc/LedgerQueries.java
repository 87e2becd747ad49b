package org.touchmark.network.scc;

import com.google.protobuf.MessageLite;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.Response;
import org.touchmark.network.ledger.Ledger;

/** {@code qscc}: blocks and transactions of the peer's ledger (core/scc/qscc/query.go). */
public final class LedgerQueries implements SystemChaincode {
    private final Ledger ledger;
    private final ChannelAccess access;

    public LedgerQueries(Ledger ledger) {
        this.ledger = ledger;
        this.access = new ChannelAccess(ledger);
    }

    @Override
    public String name() {
        return "qscc";
    }

    @Override
    public boolean readsState() {
        return false;
    }

    @Override
    public Response invoke(SystemCall call) {
        if (call.args().size() < 2) {
            return SystemChaincode.error(
                    "Incorrect number of arguments, " + call.args().size());
        }
        String function = call.function();
        String channel = call.text(1);
        if (!function.equals("GetChainInfo") && call.args().size() < 3) {
            return SystemChaincode.error("missing 3rd argument for " + function);
        }
        if (!access.knows(channel)) {
            return SystemChaincode.error("Invalid chain ID, " + channel);
        }
        try {
            access.require(ChannelAccess.READERS, channel, call.signed());
        } catch (AccessDeniedException e) {
            return SystemChaincode.error(
                    "access denied for [" + function + "][" + channel + "]: [" + e.getMessage() + "]");
        }
        return switch (function) {
            case "GetChainInfo" -> SystemChaincode.success(ledger.info());
            case "GetBlockByNumber" -> blockByNumber(call.text(2));
            case "GetBlockByHash" ->
                found(ledger.blockByHash(call.args().get(2).toByteArray()), "Failed to get block hash " + call.text(2));
            case "GetTransactionByID" ->
                found(ledger.transaction(call.text(2)), "Failed to get transaction with id " + call.text(2));
            case "GetBlockByTxID" ->
                found(ledger.blockByTransactionId(call.text(2)), "Failed to get block for txID " + call.text(2));
            default -> SystemChaincode.error("Requested function " + function + " not found.");
        };
    }

    private Response blockByNumber(String number) {
        long wanted;
        try {
            wanted = Long.parseUnsignedLong(number);
        } catch (NumberFormatException e) {
            return SystemChaincode.error("Failed to parse block number with error " + e.getMessage());
        }
        // Fabric takes the largest number for the newest block (common/ledger/blkstorage/blockfile_mgr.go).
        return found(
                ledger.block(wanted == -1L ? ledger.height() - 1 : wanted), "Failed to get block number " + number);
    }

    private static Response found(Optional<? extends MessageLite> answer, String failure) {
        return answer.map(SystemChaincode::success)
                .orElseGet(() -> SystemChaincode.error(failure + ", error no such entry in the ledger"));
    }
}
