package org.touchmark.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.hyperledger.fabric.shim.Chaincode;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.function.LedgerFunctions;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Claims;

/**
 * Takes proposals to the domain's functions: bytes to text, state and time to a call, results and refusals to responses.
 *
 * <p>The contract API's router would scan the whole class path twice at its start, write every argument to the log, and pass
 * over arguments that are too many; and annotated classes would say a second time which functions there are. Fabric drops the
 * payload of an error on its way to the client, so a refusal is its message, opened by its code.
 */
final class Routes {
    private static final Logger LOG = Logger.getLogger(Routes.class.getName());

    private final LedgerFunctions functions;
    private final Callers callers = new Callers();
    private final Clock clock;

    private Routes(LedgerFunctions functions, Clock clock) {
        this.functions = functions;
        this.clock = clock;
    }

    /** The routes to all of Touchmark's functions; signatures are checked at about ten times the JDK's own speed. */
    static Routes toFunctions(Clock clock) {
        return new Routes(LedgerFunctions.checking(Claims.checkedBy(new BouncyCastleProvider())), clock);
    }

    /** Runs the function that a proposal names, and answers its result or the refusal. */
    Chaincode.Response invoke(ChaincodeStub stub, PeerState peer) {
        try {
            return run(stub, peer);
        } catch (RefusedException e) {
            return ResponseUtils.newErrorResponse(e.wireMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "transaction " + stub.getTxId() + " failed", e);
            return ResponseUtils.newErrorResponse("unexpected error in the contract; its server's log has the details");
        }
    }

    private Chaincode.Response run(ChaincodeStub stub, PeerState peer) {
        List<byte[]> arguments = stub.getArgs();
        if (arguments.isEmpty()) {
            // A chaincode is initialized with no arguments; there is nothing to prepare.
            return ResponseUtils.newSuccessResponse();
        }
        List<String> texts = arguments.stream().map(Routes::text).toList();
        StubLedgerState state = new StubLedgerState(stub, peer);
        Call call = new Call(stub.getChannelId(), stub.getTxId(), stub.getTxTimestamp(), clock.instant(), state);
        String result = functions.run(
                call,
                texts.get(0),
                texts.subList(1, texts.size()),
                new TreeMap<>(stub.getTransient()),
                () -> callers.of(stub.getCreator()));
        state.flush();
        return ResponseUtils.newSuccessResponse(result.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] argument) {
        LedgerFunctions.requireSize(argument.length, "of the call");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(argument))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "an argument is not UTF-8", e);
        }
    }
}
