package org.touchmark.network.peer;

import io.grpc.Channel;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Another peer of the channel, as a gateway knows it. Height and chaincodes are what gossip tells in Fabric; a gateway
 * asks for them anew with each call.
 *
 * @param mspId the peer's organisation
 * @param endpoint host and port, as error details name the peer
 * @param channel a connection that outlives the call; closed by whoever supplies it
 * @param height the number of blocks that the peer has committed, as far as known
 * @param hasChaincode whether the peer can run a chaincode of that name, as far as known
 */
public record NetworkPeer(
        String mspId,
        String endpoint,
        Supplier<? extends Channel> channel,
        LongSupplier height,
        Predicate<String> hasChaincode) {}
