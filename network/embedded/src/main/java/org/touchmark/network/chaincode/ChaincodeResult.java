package org.touchmark.network.chaincode;

import java.util.Optional;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.Response;

/** What a chaincode answered; the event has its chaincode and transaction ids filled in. */
public record ChaincodeResult(Response response, Optional<ChaincodeEvent> event) {}
