package org.touchmark.gateway.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.touchmark.gateway.config.Connection;

/** The head of the chain at each peer: peers with equal heads have equal blocks, all the way down. */
public final class ChainHeads {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private ChainHeads() {}

    /** By peer "HEIGHT HASH"; empty for one that does not answer. */
    public static Map<String, String> of(Connection connection) {
        Map<String, String> heads = new TreeMap<>();
        for (Connection.Organisation organisation : connection.organisations()) {
            Signatory admin = Signatory.read(organisation.msp(), organisation.admin());
            for (Connection.PeerAddress peer : organisation.peers()) {
                try (PeerLink link = PeerLink.open(organisation.msp(), peer)) {
                    heads.put(peer.name(), head(connection.channel(), link, admin));
                }
            }
        }
        return heads;
    }

    private static String head(String channel, PeerLink link, Signatory admin) {
        try (Gateway gateway = Gateway.newInstance()
                .connection(link.channel())
                .identity(new X509Identity(admin.msp(), admin.certificate()))
                .signer(Signers.newPrivateKeySigner(admin.key()))
                .connect()) {
            byte[] info = gateway.getNetwork(channel)
                    .getContract("qscc")
                    .newProposal("GetChainInfo")
                    .addArguments(channel)
                    .setEndorsingOrganizations(link.msp())
                    .build()
                    .evaluate(options -> options.withDeadlineAfter(LIMIT));
            BlockchainInfo head = BlockchainInfo.parseFrom(info);
            return head.getHeight() + " "
                    + HexFormat.of().formatHex(head.getCurrentBlockHash().toByteArray());
        } catch (GatewayException | InvalidProtocolBufferException e) {
            return "";
        }
    }
}
