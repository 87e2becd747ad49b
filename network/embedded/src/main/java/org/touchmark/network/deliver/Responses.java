package org.touchmark.network.deliver;

import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Status;

/**
 * How one service words its answers.
 *
 * @param <R> the service's response message
 */
public interface Responses<R> {
    R block(Block block);

    R status(Status status);
}
