package org.touchmark.network.ledger;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** How a transaction ended. */
public record TransactionStatus(String transactionId, TxValidationCode code, long block) {}
