package org.touchmark.contract.baseline;

import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Default;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.hyperledger.fabric.shim.ChaincodeException;

/** Registers serials one by one, over the contract API, with no rule but that none is there twice. */
@Contract(name = "serials")
@Default
public final class SerialContract implements ContractInterface {

    /**
     * Writes a serial under a key of its own.
     *
     * @throws ChaincodeException if it is there
     */
    @Transaction(name = "Register")
    public String register(Context context, String serial, String gtin, String lot) {
        if (!context.getStub().getStringState(serial).isEmpty()) {
            throw new ChaincodeException("serial " + serial + " is registered", "SERIAL_EXISTS");
        }
        String record = "{\"gtin\":\"%s\",\"lot\":\"%s\",\"serial\":\"%s\"}".formatted(gtin, lot, serial);
        context.getStub().putStringState(serial, record);
        return record;
    }
}
