package org.touchmark.network.orderer;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.hyperledger.fabric.protos.orderer.DeliverResponse;
import org.touchmark.network.deliver.BlockStream;
import org.touchmark.network.deliver.Responses;

/** {@code orderer.AtomicBroadcast}: takes envelopes, delivers blocks. */
final class OrderingService extends AtomicBroadcastGrpc.AtomicBroadcastImplBase {
    private final BroadcastFilter filter;
    private final BlockWriter writer;
    private final BlockStream.Settings delivery;

    OrderingService(BroadcastFilter filter, BlockWriter writer, BlockStream.Settings delivery) {
        this.filter = filter;
        this.writer = writer;
        this.delivery = delivery;
    }

    @Override
    public StreamObserver<Envelope> broadcast(StreamObserver<BroadcastResponse> client) {
        return new BroadcastStream(filter, writer, (ServerCallStreamObserver<BroadcastResponse>) client);
    }

    @Override
    public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> client) {
        return BlockStream.open(delivery, new Wording(), client);
    }

    private static final class Wording implements Responses<DeliverResponse> {
        @Override
        public DeliverResponse block(Block block) {
            return DeliverResponse.newBuilder().setBlock(block).build();
        }

        @Override
        public DeliverResponse status(Status status) {
            return DeliverResponse.newBuilder().setStatus(status).build();
        }
    }
}
