package org.touchmark.network.peer;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.touchmark.network.Gate;
import org.touchmark.network.deliver.BlockStream;
import org.touchmark.network.deliver.Responses;
import org.touchmark.network.ledger.Ledger;

/** A peer's streams of blocks, whole and filtered, to readers of the channel (core/peer/deliverevents.go). */
public final class DeliverService extends DeliverGrpc.DeliverImplBase {
    private static final String READERS = "/Channel/Application/Readers";

    private final Ledger ledger;
    private final BlockStream.Settings settings;

    /**
     * Makes the service.
     *
     * @param executor runs streams when a block comes; its threads may block at the gate
     */
    public DeliverService(Ledger ledger, Gate gate, Executor executor) {
        this.ledger = ledger;
        this.settings = new BlockStream.Settings(ledger, READERS, gate, executor);
    }

    @Override
    public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> client) {
        return BlockStream.open(settings, new WholeBlocks(), client);
    }

    @Override
    public StreamObserver<Envelope> deliverFiltered(StreamObserver<DeliverResponse> client) {
        return BlockStream.open(settings, new Filtered(ledger.config().channelId()), client);
    }

    @Override
    public StreamObserver<Envelope> deliverWithPrivateData(StreamObserver<DeliverResponse> client) {
        client.onError(Status.UNIMPLEMENTED
                .withDescription("DeliverWithPrivateData: the embedded ledger has no private data; use Deliver")
                .asRuntimeException());
        return new Ignored();
    }

    private static final class WholeBlocks implements Responses<DeliverResponse> {
        @Override
        public DeliverResponse block(Block block) {
            return DeliverResponse.newBuilder().setBlock(block).build();
        }

        @Override
        public DeliverResponse status(org.hyperledger.fabric.protos.common.Status status) {
            return DeliverResponse.newBuilder().setStatus(status).build();
        }
    }

    private record Filtered(String channelId) implements Responses<DeliverResponse> {
        @Override
        public DeliverResponse block(Block block) {
            return DeliverResponse.newBuilder()
                    .setFilteredBlock(FilteredBlocks.of(block, channelId))
                    .build();
        }

        @Override
        public DeliverResponse status(org.hyperledger.fabric.protos.common.Status status) {
            return DeliverResponse.newBuilder().setStatus(status).build();
        }
    }

    /** Takes what a client sends after its call was refused. */
    private static final class Ignored implements StreamObserver<Envelope> {
        @Override
        public void onNext(Envelope envelope) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }
}
