package org.touchmark.network.scc;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.peer.Response;
import org.touchmark.network.ledger.Ledger;

/** {@code qscc}: blocks and transactions of the peer's ledger (core/scc/qscc/query.go). */
public final class LedgerQueries implements SystemChaincode {
    private static final Set<String> FUNCTIONS =
            Set.of("GetChainInfo", "GetBlockByNumber", "GetBlockByHash", "GetTransactionByID", "GetBlockByTxID");

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
        if (!FUNCTIONS.contains(function)) {
            return denied(function, channel, "Unmapped policy for qscc/" + function);
        }
        try {
            access.require(ChannelAccess.READERS, channel, call.signed());
        } catch (AccessDeniedException e) {
            return denied(function, channel, String.valueOf(e.getMessage()));
        }
        return switch (function) {
            case "GetChainInfo" -> SystemChaincode.success(ledger.info());
            case "GetBlockByNumber" -> blockByNumber(call.text(2));
            case "GetBlockByHash" -> blockByHash(call.args().get(2));
            case "GetTransactionByID" ->
                found(
                        ledger.transaction(call.text(2)),
                        "Failed to get transaction with id " + call.text(2),
                        noTransaction(call.text(2)));
            case "GetBlockByTxID" ->
                found(
                        ledger.blockByTransactionId(call.text(2)),
                        "Failed to get block for txID " + call.text(2),
                        noTransaction(call.text(2)));
            default -> throw new IllegalStateException(function + " is among the functions, and nothing does it");
        };
    }

    private static Response denied(String function, String channel, String reason) {
        return SystemChaincode.error("access denied for [" + function + "][" + channel + "]: [" + reason + "]");
    }

    private static String noTransaction(String id) {
        return "no such transaction ID [" + id + "] in index";
    }

    private Response blockByHash(ByteString hash) {
        String hex = HexFormat.of().formatHex(hash.toByteArray());
        return found(
                ledger.blockByHash(hash.toByteArray()),
                "Failed to get block hash " + hash.toStringUtf8(),
                "no such block hash [" + hex + "] in index");
    }

    private Response blockByNumber(String number) {
        long wanted;
        try {
            wanted = Long.parseUnsignedLong(number);
        } catch (NumberFormatException e) {
            return SystemChaincode.error("Failed to parse block number with error strconv.ParseUint: parsing \""
                    + number + "\": invalid syntax");
        }
        // Fabric takes the largest number for the newest block (common/ledger/blkstorage/blockfile_mgr.go).
        return found(
                ledger.block(wanted == -1L ? ledger.height() - 1 : wanted),
                "Failed to get block number " + number,
                "no such block number [" + number + "] in index");
    }

    private static Response found(Optional<? extends MessageLite> answer, String failure, String reason) {
        return answer.map(SystemChaincode::success)
                .orElseGet(() -> SystemChaincode.error(failure + ", error " + reason));
    }
}
