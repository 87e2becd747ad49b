package org.touchmark.gateway.ledger;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsServerCredentials;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.gateway.config.Connection.PeerAddress;
import org.touchmark.gateway.config.Pem;
import org.touchmark.gateway.support.TestAuthority;
import org.touchmark.gateway.support.TestConsortium;

/**
 * A peer's gateway service that answers as it is told: for failures that no real peer shows on demand. Each answer is a
 * function of the call's number, from 0, which may throw a status.
 */
final class FakePeer extends GatewayGrpc.GatewayImplBase implements AutoCloseable {
    private final List<String> submitted = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Set<String>> named = new CopyOnWriteArrayList<>();
    private final Server server;
    private final PeerAddress address;
    private int evaluations;
    private int endorsements;

    private volatile Function<Integer, String> evaluate = call -> "read";
    private volatile Function<Integer, ByteString> endorse = call -> ByteString.copyFromUtf8("written");
    private volatile Function<Integer, TxValidationCode> status = call -> TxValidationCode.VALID;
    private volatile Runnable submit = () -> {};

    private FakePeer(String name, Path folder) throws IOException {
        TestAuthority authority = new TestAuthority(name);
        Signatory tls = authority.issue(name, "", "peer");
        server = Grpc.newServerBuilderForPort(
                        0,
                        TlsServerCredentials.create(
                                new ByteArrayInputStream(TestConsortium.pem(tls.certificate())),
                                new ByteArrayInputStream(Pem.pem(tls.key()))))
                .addService(this)
                .build()
                .start();
        Path root = Files.write(folder.resolve(name + "-tls.pem"), TestConsortium.pem(authority.root()));
        address = new PeerAddress(name, "localhost:" + server.getPort(), root);
    }

    static FakePeer start(String name, Path folder) throws IOException {
        return new FakePeer(name, folder);
    }

    PeerAddress address() {
        return address;
    }

    /** The transactions that were handed in here. */
    List<String> submitted() {
        return submitted;
    }

    /** The transactions that this peer was asked the fate of. */
    List<String> asked() {
        return asked;
    }

    /** The organisations that each endorsement was to come from; none where this peer was to choose. */
    List<Set<String>> named() {
        return named;
    }

    void onEvaluate(Function<Integer, String> answer) {
        evaluate = answer;
    }

    void onEndorse(Function<Integer, String> answer) {
        onEndorseBytes(answer.andThen(ByteString::copyFromUtf8));
    }

    void onEndorseBytes(Function<Integer, ByteString> answer) {
        endorse = answer;
    }

    void onSubmit(Runnable answer) {
        submit = answer;
    }

    void onStatus(Function<Integer, TxValidationCode> answer) {
        status = answer;
    }

    /** An endorser's failure as Fabric's gateway reports it (internal/pkg/gateway/endorse.go). */
    static StatusRuntimeException endorserSaid(Status.Code code, String description, String message) {
        return endorserOf("SomeMSP", code, description, message);
    }

    /** The same of an endorser of that organisation. */
    static StatusRuntimeException endorserOf(String mspId, Status.Code code, String description, String message) {
        ErrorDetail detail = ErrorDetail.newBuilder()
                .setAddress("peer0")
                .setMspId(mspId)
                .setMessage(message)
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage(description)
                .addDetails(Any.pack(detail))
                .build());
    }

    static StatusRuntimeException down() {
        return Status.UNAVAILABLE.withDescription("down").asRuntimeException();
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> out) {
        answer(
                out,
                () -> EvaluateResponse.newBuilder()
                        .setResult(response(ByteString.copyFromUtf8(evaluate.apply(evaluations++))))
                        .build());
    }

    @Override
    public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> out) {
        named.add(Set.copyOf(request.getEndorsingOrganizationsList()));
        answer(
                out,
                () -> EndorseResponse.newBuilder()
                        .setPreparedTransaction(prepared(request, endorse.apply(endorsements++)))
                        .build());
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitResponse> out) {
        submitted.add(request.getTransactionId());
        answer(out, () -> {
            submit.run();
            return SubmitResponse.getDefaultInstance();
        });
    }

    @Override
    public void commitStatus(SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> out) {
        answer(out, () -> {
            asked.add(parse(request).getTransactionId());
            return CommitStatusResponse.newBuilder()
                    .setResult(status.apply(asked.size() - 1))
                    .setBlockNumber(7)
                    .build();
        });
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static CommitStatusRequest parse(SignedCommitStatusRequest request) {
        try {
            return CommitStatusRequest.parseFrom(request.getRequest());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response response(ByteString payload) {
        return Response.newBuilder().setStatus(200).setPayload(payload).build();
    }

    private static Envelope prepared(EndorseRequest request, ByteString result) {
        ChaincodeAction action =
                ChaincodeAction.newBuilder().setResponse(response(result)).build();
        ProposalResponsePayload payload = ProposalResponsePayload.newBuilder()
                .setExtension(action.toByteString())
                .build();
        ChaincodeActionPayload actionPayload = ChaincodeActionPayload.newBuilder()
                .setAction(ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(payload.toByteString()))
                .build();
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder().setPayload(actionPayload.toByteString()))
                .build();
        ChannelHeader header = ChannelHeader.newBuilder()
                .setChannelId(request.getChannelId())
                .setTxId(request.getTransactionId())
                .build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                        .setData(transaction.toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    private static <T> void answer(StreamObserver<T> out, Supplier<T> value) {
        try {
            out.onNext(value.get());
            out.onCompleted();
        } catch (StatusRuntimeException e) {
            out.onError(e);
        }
    }
}
