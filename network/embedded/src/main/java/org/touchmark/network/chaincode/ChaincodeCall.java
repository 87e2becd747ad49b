package org.touchmark.network.chaincode;

import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * One transaction to be run by a chaincode.
 *
 * @param chaincode the chaincode's name on the channel, which is also the namespace of its state
 * @param input the arguments; {@code is_init} makes it an INIT
 * @param proposal with its transient data, which the chaincode may read
 */
public record ChaincodeCall(
        String channelId,
        String transactionId,
        String chaincode,
        ChaincodeInput input,
        SignedProposal proposal,
        TransactionSimulator simulator) {}
