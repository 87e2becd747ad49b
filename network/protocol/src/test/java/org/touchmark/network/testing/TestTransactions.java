package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeEndorsementInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;
import org.touchmark.network.block.Hashes;
import org.touchmark.network.msp.SigningIdentity;

/**
 * Endorsed transactions of a consortium, with real signatures, and with whatever fault a test asks for. One maker keeps
 * one client and one peer an organisation.
 */
public final class TestTransactions {
    /** The chaincode that {@link #definition} defines. */
    public static final String CHAINCODE = "goods";

    private final String channel;
    private final String chaincode;
    private final SigningIdentity client;
    private final List<SigningIdentity> peers;

    public TestTransactions(TestConsortium consortium) {
        this(
                consortium.channel(),
                CHAINCODE,
                consortium.client(TestConsortium.AURELIA),
                List.of(consortium.peer(TestConsortium.AURELIA), consortium.peer(TestConsortium.MERIDIAN)));
    }

    /** Transactions of another network, with the keys of its own peers. */
    public TestTransactions(String channel, String chaincode, SigningIdentity client, List<SigningIdentity> peers) {
        this.channel = channel;
        this.chaincode = chaincode;
        this.client = client;
        this.peers = List.copyOf(peers);
    }

    public String chaincode() {
        return chaincode;
    }

    public SigningIdentity client() {
        return client;
    }

    /** One peer of each of two organisations: a majority. */
    public List<SigningIdentity> peers() {
        return peers;
    }

    /** A transaction whose set of one namespace is built by the caller. */
    public Envelope of(UnaryOperator<KVRWSet.Builder> set) {
        return draft().set(chaincode, set).build();
    }

    public Envelope write(String key, String value) {
        return of(set -> TestTransactions.put(set, key, value));
    }

    public static KVRWSet.Builder put(KVRWSet.Builder set, String key, String value) {
        set.addWritesBuilder().setKey(key).setValue(ByteString.copyFromUtf8(value));
        return set;
    }

    /** Commits the definition of {@link #CHAINCODE} with the channel's default endorsement policy. */
    public Envelope definition() {
        ByteString policy = ApplicationPolicy.newBuilder()
                .setChannelConfigPolicyReference("/Channel/Application/Endorsement")
                .build()
                .toByteString();
        return draft().chaincode("_lifecycle")
                .set("_lifecycle", set -> define(set, policy))
                .build();
    }

    private static KVRWSet.Builder define(KVRWSet.Builder set, ByteString policy) {
        String fields = "namespaces/fields/" + CHAINCODE + "/";
        put(
                set,
                "namespaces/metadata/" + CHAINCODE,
                StateMetadata.newBuilder()
                        .setDatatype("ChaincodeDefinition")
                        .addAllFields(List.of("Sequence", "EndorsementInfo", "ValidationInfo", "Collections"))
                        .build()
                        .toByteString());
        put(set, fields + "Sequence", StateData.newBuilder().setInt64(1).build().toByteString());
        put(
                set,
                fields + "EndorsementInfo",
                bytes(ChaincodeEndorsementInfo.newBuilder()
                        .setVersion("1.0")
                        .setEndorsementPlugin("escc")
                        .build()
                        .toByteString()));
        put(
                set,
                fields + "ValidationInfo",
                bytes(ChaincodeValidationInfo.newBuilder()
                        .setValidationPlugin("vscc")
                        .setValidationParameter(policy)
                        .build()
                        .toByteString()));
        return put(set, fields + "Collections", bytes(ByteString.EMPTY));
    }

    private static ByteString bytes(ByteString value) {
        return StateData.newBuilder().setBytes(value).build().toByteString();
    }

    private static KVRWSet.Builder put(KVRWSet.Builder set, String key, ByteString value) {
        set.addWritesBuilder().setKey(key).setValue(value);
        return set;
    }

    public Draft draft() {
        return new Draft();
    }

    /** A transaction in the making; what is not set is as an honest client and two honest peers would have it. */
    public final class Draft {
        private final TestHeader header = new TestHeader(channel, chaincode, client.serialized());
        private SigningIdentity creator = client;
        private List<SigningIdentity> endorsers = peers;
        private final TxReadWriteSet.Builder results =
                TxReadWriteSet.newBuilder().setDataModel(TxReadWriteSet.DataModel.KV);
        private UnaryOperator<ChaincodeAction.Builder> actionEdit = action -> action;
        private UnaryOperator<ByteString> proposalEdit = proposal -> proposal;
        private UnaryOperator<ByteString> dataEdit = data -> data;
        private UnaryOperator<ByteString> resultsEdit = encoded -> encoded;
        private UnaryOperator<ByteString> responseEdit = response -> response;

        private Draft() {}

        public Draft creator(SigningIdentity identity) {
            creator = identity;
            header.creator = ByteString.copyFrom(identity.serialized());
            return this;
        }

        public Draft endorsers(SigningIdentity... identities) {
            endorsers = Arrays.asList(identities);
            return this;
        }

        public Draft channel(String name) {
            header.channel = name;
            return this;
        }

        public Draft type(HeaderType headerType) {
            header.type = headerType.getNumber();
            return this;
        }

        public Draft chaincode(String name) {
            header.chaincode = name;
            return this;
        }

        public Draft transactionId(String id) {
            header.transactionId = id;
            return this;
        }

        public Draft timestamp(Instant time) {
            header.time = time;
            return this;
        }

        public Draft set(String namespace, UnaryOperator<KVRWSet.Builder> set) {
            results.addNsRwset(NsReadWriteSet.newBuilder()
                    .setNamespace(namespace)
                    .setRwset(set.apply(KVRWSet.newBuilder()).build().toByteString()));
            return this;
        }

        public Draft namespace(NsReadWriteSet namespace) {
            results.addNsRwset(namespace);
            return this;
        }

        public Draft header(UnaryOperator<ChannelHeader.Builder> edit) {
            header.edit = edit;
            return this;
        }

        public Draft action(UnaryOperator<ChaincodeAction.Builder> edit) {
            actionEdit = edit;
            return this;
        }

        /** Changes the proposal's payload after it was endorsed. */
        public Draft proposalAfterEndorsement(UnaryOperator<ByteString> edit) {
            proposalEdit = edit;
            return this;
        }

        /** Changes the encoded read-write set before it is endorsed. */
        public Draft results(UnaryOperator<ByteString> edit) {
            resultsEdit = edit;
            return this;
        }

        /** Changes the encoded response before it is endorsed. */
        public Draft response(UnaryOperator<ByteString> edit) {
            responseEdit = edit;
            return this;
        }

        /** Changes the encoded transaction before the client signs it. */
        public Draft data(UnaryOperator<ByteString> edit) {
            dataEdit = edit;
            return this;
        }

        public Envelope build() {
            Header built = header.build();
            ByteString payload = Payload.newBuilder()
                    .setHeader(built)
                    .setData(dataEdit.apply(transaction(built).toByteString()))
                    .build()
                    .toByteString();
            return Envelope.newBuilder()
                    .setPayload(payload)
                    .setSignature(ByteString.copyFrom(creator.sign(payload.toByteArray())))
                    .build();
        }

        private Transaction transaction(Header signed) {
            ByteString proposal = ChaincodeProposalPayload.newBuilder()
                    .setInput(ByteString.copyFromUtf8("input"))
                    .build()
                    .toByteString();
            ChaincodeAction.Builder action = ChaincodeAction.newBuilder()
                    .setResults(resultsEdit.apply(results.build().toByteString()))
                    .setResponse(Response.newBuilder().setStatus(200))
                    .setChaincodeId(header.chaincodeId().toBuilder().setVersion("1.0"));
            ByteString response = responseEdit.apply(ProposalResponsePayload.newBuilder()
                    .setProposalHash(Hashes.sha256(signed.getChannelHeader(), signed.getSignatureHeader(), proposal))
                    .setExtension(actionEdit.apply(action).build().toByteString())
                    .build()
                    .toByteString());
            ChaincodeActionPayload payload = ChaincodeActionPayload.newBuilder()
                    .setChaincodeProposalPayload(proposalEdit.apply(proposal))
                    .setAction(ChaincodeEndorsedAction.newBuilder()
                            .setProposalResponsePayload(response)
                            .addAllEndorsements(endorse(response)))
                    .build();
            return Transaction.newBuilder()
                    .addActions(TransactionAction.newBuilder()
                            .setHeader(signed.getSignatureHeader())
                            .setPayload(payload.toByteString()))
                    .build();
        }

        private List<Endorsement> endorse(ByteString response) {
            List<Endorsement> endorsements = new ArrayList<>();
            for (SigningIdentity endorser : endorsers) {
                ByteString identity = ByteString.copyFrom(endorser.serialized());
                byte[] signature = endorser.sign(response.concat(identity).toByteArray());
                endorsements.add(Endorsement.newBuilder()
                        .setEndorser(identity)
                        .setSignature(ByteString.copyFrom(signature))
                        .build());
            }
            return endorsements;
        }
    }
}
