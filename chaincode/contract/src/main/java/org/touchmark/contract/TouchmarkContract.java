package org.touchmark.contract;

import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Operation;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;

/**
 * What all contracts share: text in, canonical JSON out, and the order of the checks around a rule.
 *
 * <p>Fabric drops the payload of an error on its way to the client, so a refusal is its message, opened by its code.
 */
abstract class TouchmarkContract implements ContractInterface {
    /** Checks signatures at about ten times the speed of the JDK's own provider. */
    static final Claims CLAIMS = Claims.checkedBy(new BouncyCastleProvider());

    private static final Clock CLOCK = Clock.systemUTC();

    /** A rule of the ledger that writes. */
    @FunctionalInterface
    interface Write {
        JsonObject run(Call call, Caller caller);
    }

    /** A question to the ledger. */
    @FunctionalInterface
    interface Read {
        JsonValue run(Call call);
    }

    /** Runs a write once: timely, by a caller that can be read, and not done before under the same operation id. */
    static String submit(Context context, String operation, List<String> arguments, Write write) {
        return answer(() -> {
            ChaincodeStub stub = context.getStub();
            Call call = call(stub);
            call.requireTimely();
            Caller caller = Callers.parse(stub.getCreator());
            return Operation.of(operation, stub.getFunction(), arguments, transientData(stub))
                    .once(
                            call.state(),
                            caller.msp().value(),
                            caller.owner(),
                            () -> CanonicalJson.write(write.run(call, caller)));
        });
    }

    /** Answers a question; anyone whom the channel lets read may ask. */
    static String evaluate(Context context, Read read) {
        return answer(() -> CanonicalJson.write(read.run(call(context.getStub()))));
    }

    static <T> JsonArray array(List<T> things, Function<T, JsonObject> toJson) {
        return new JsonArray(things.stream().<JsonValue>map(toJson).toList());
    }

    static SortedMap<String, byte[]> transientData(ChaincodeStub stub) {
        return new TreeMap<>(stub.getTransient());
    }

    @Override
    public void unknownTransaction(Context context) {
        throw new ChaincodeException(new RefusedException(
                        ErrorCode.ARGUMENT_INVALID,
                        "this contract has no function " + context.getStub().getFunction())
                .wireMessage());
    }

    private static Call call(ChaincodeStub stub) {
        return new Call(
                stub.getChannelId(), stub.getTxId(), stub.getTxTimestamp(), CLOCK.instant(), new StubLedgerState(stub));
    }

    private static String answer(Supplier<String> rule) {
        try {
            return rule.get();
        } catch (RefusedException e) {
            throw new ChaincodeException(e.wireMessage(), e);
        }
    }
}
