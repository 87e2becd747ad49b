package org.touchmark.network.config;

import static org.touchmark.network.config.ConfigTree.APPLICATION;
import static org.touchmark.network.config.ConfigTree.ORDERER;
import static org.touchmark.network.config.ConfigTree.group;
import static org.touchmark.network.config.ConfigTree.in;
import static org.touchmark.network.config.ConfigTree.inOrganisation;
import static org.touchmark.network.config.ConfigTree.parsed;
import static org.touchmark.network.config.ConfigTree.value;
import static org.touchmark.network.config.ConfigTree.withValue;

import com.google.protobuf.ByteString;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.OrdererAddresses;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.touchmark.network.block.ChannelGroups;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.msp.Pem;

/**
 * Edits of a channel's configuration: functions from the tree as it is to the tree as it should be, which can be put
 * behind each other. Each refuses, with an {@code IllegalArgumentException}, a tree that it does not fit. Whose
 * signatures a change needs follows from where it is: an organisation's own group needs its own administrators',
 * members and consenters those of a majority of the organisations that have a say there.
 */
public final class ChannelEdits {
    private static final String MSP = "MSP";
    private static final String ENDPOINTS = "Endpoints";

    private ChannelEdits() {}

    /** Takes an organisation with peers into the channel. */
    public static UnaryOperator<ConfigGroup> addMember(ChannelProfile.Member member) {
        String mspId = member.msp().id();
        return in(APPLICATION, application -> {
            if (application.containsGroups(mspId)) {
                throw new IllegalArgumentException("organisation " + mspId + " is a member already");
            }
            return application.toBuilder()
                    .putGroups(mspId, ChannelGroups.member(member))
                    .build();
        });
    }

    /** Has an organisation with peers leave the channel. */
    public static UnaryOperator<ConfigGroup> removeMember(String mspId) {
        return in(APPLICATION, application -> {
            group(application, mspId);
            return application.toBuilder().removeGroups(mspId).build();
        });
    }

    /** Names the peers through which other organisations find an organisation's own. */
    public static UnaryOperator<ConfigGroup> anchorPeers(String mspId, List<Endpoint> anchors) {
        return in(
                APPLICATION,
                in(
                        mspId,
                        organisation -> organisation.toBuilder()
                                .putValues("AnchorPeers", ChannelGroups.anchorPeers(anchors))
                                .build()));
    }

    /**
     * Has the channel refuse whom an authority has taken back. The list takes the place of the one that the same
     * authority signed before; it counts for peers and for orderers from the block that holds it.
     */
    public static UnaryOperator<ConfigGroup> revocations(String mspId, X509CRL list) {
        return inMsp(mspId, msp -> withList(msp, list));
    }

    private static FabricMSPConfig withList(FabricMSPConfig msp, X509CRL list) {
        List<ByteString> others = msp.getRevocationListList().stream()
                .filter(known ->
                        !Pem.crl(known.toByteArray()).getIssuerX500Principal().equals(list.getIssuerX500Principal()))
                .toList();
        return msp.toBuilder()
                .clearRevocationList()
                .addAllRevocationList(others)
                .addRevocationList(ByteString.copyFromUtf8(Pem.encode(list)))
                .build();
    }

    /** Names one more orderer of an organisation to peers and clients. */
    public static UnaryOperator<ConfigGroup> addOrdererEndpoint(String mspId, Endpoint endpoint) {
        return endpoints(
                mspId,
                known -> Stream.concat(
                                known.stream().filter(address -> !address.equals(endpoint.toString())),
                                Stream.of(endpoint.toString()))
                        .toList());
    }

    /** Names an orderer no more. */
    public static UnaryOperator<ConfigGroup> removeOrdererEndpoint(String mspId, Endpoint endpoint) {
        return endpoints(
                mspId,
                known -> known.stream()
                        .filter(address -> !address.equals(endpoint.toString()))
                        .toList());
    }

    private static UnaryOperator<ConfigGroup> endpoints(String mspId, UnaryOperator<List<String>> change) {
        return in(ORDERER, in(mspId, organisation -> {
            OrdererAddresses known = value(organisation, ENDPOINTS, OrdererAddresses.parser());
            List<String> wanted = change.apply(known.getAddressesList());
            if (wanted.isEmpty()) {
                throw new IllegalArgumentException(
                        "organisation " + mspId + ": its last orderer can not be taken away");
            }
            return withValue(
                    organisation,
                    ENDPOINTS,
                    OrdererAddresses.newBuilder()
                            .addAllAddresses(wanted)
                            .build()
                            .toByteString());
        }));
    }

    private static UnaryOperator<ConfigGroup> inMsp(String mspId, UnaryOperator<FabricMSPConfig> change) {
        return inOrganisation(mspId, organisation -> {
            MSPConfig msp = value(organisation, MSP, MSPConfig.parser());
            FabricMSPConfig wanted = change.apply(parsed(MSP, msp.getConfig(), FabricMSPConfig.parser()));
            return withValue(
                    organisation,
                    MSP,
                    msp.toBuilder().setConfig(wanted.toByteString()).build().toByteString());
        });
    }
}
