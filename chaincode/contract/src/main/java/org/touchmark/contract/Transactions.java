package org.touchmark.contract;

import org.hyperledger.fabric.shim.Chaincode;
import org.hyperledger.fabric.shim.ChaincodeStub;

/** What answers the transactions that a server is asked for. */
@FunctionalInterface
interface Transactions {
    /** Answers one; {@code peer} asked for it and has its state. */
    Chaincode.Response answer(ChaincodeStub stub, PeerState peer);
}
