package org.touchmark.network.peer;

import io.grpc.Channel;
import java.util.function.Supplier;

/**
 * The channel's orderer, as a gateway knows it.
 *
 * @param channel a connection that outlives the call; closed by whoever supplies it
 */
public record NetworkOrderer(String mspId, String endpoint, Supplier<? extends Channel> channel) {}
