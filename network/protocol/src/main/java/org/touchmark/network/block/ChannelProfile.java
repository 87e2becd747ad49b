package org.touchmark.network.block;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What block 0 of a channel is made of.
 *
 * @param channelId lower case letters, digits, dots and dashes (common/configtx/validator.go)
 * @param members the organisations with peers
 * @param orderers the organisations with orderers
 * @param createdAt the time that block 0 names, in whole seconds
 */
public record ChannelProfile(
        String channelId,
        List<Member> members,
        List<OrdererMember> orderers,
        Consensus consensus,
        BatchLimits batch,
        Instant createdAt) {
    private static final Pattern CHANNEL_ID = Pattern.compile("[a-z][a-z0-9.-]{0,248}");

    public ChannelProfile {
        if (!CHANNEL_ID.matcher(channelId).matches()) {
            throw new IllegalArgumentException("channel id '" + channelId
                    + "': must start with a lower case letter, and hold only those, digits, dots and dashes; 249 at"
                    + " most");
        }
        if (members.isEmpty() || orderers.isEmpty()) {
            throw new IllegalArgumentException(
                    "channel " + channelId + ": needs at least one member and one orderer organisation");
        }
        Set<String> ids = new HashSet<>();
        Stream.concat(
                        members.stream().map(member -> member.msp().id()),
                        orderers.stream().map(orderer -> orderer.msp().id()))
                .filter(id -> !ids.add(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("channel " + channelId + ": MSP " + id + " is named twice");
                });
        members = List.copyOf(members);
        orderers = List.copyOf(orderers);
    }

    /**
     * An organisation with peers.
     *
     * @param anchorPeers where other organisations' peers find its own; may be empty
     */
    public record Member(MspDefinition msp, List<Endpoint> anchorPeers) {
        public Member {
            anchorPeers = List.copyOf(anchorPeers);
        }
    }

    /**
     * An organisation with orderers.
     *
     * @param endpoints its orderers, which peers and clients call: capability V3_0 asks for them here
     */
    public record OrdererMember(MspDefinition msp, List<Endpoint> endpoints) {
        public OrdererMember {
            if (endpoints.isEmpty()) {
                throw new IllegalArgumentException(
                        "orderer organisation " + msp.id() + ": needs at least one endpoint");
            }
            endpoints = List.copyOf(endpoints);
        }
    }

    /** When a block is cut. */
    public record BatchLimits(int maxMessageCount, int absoluteMaxBytes, int preferredMaxBytes, Duration timeout) {
        public BatchLimits {
            if (maxMessageCount < 1 || absoluteMaxBytes < 1 || preferredMaxBytes < 1) {
                throw new IllegalArgumentException("batch limits must be positive");
            }
            if (preferredMaxBytes > absoluteMaxBytes) {
                throw new IllegalArgumentException("preferred size of a block, %d bytes, is above the absolute one, %d"
                        .formatted(preferredMaxBytes, absoluteMaxBytes));
            }
            if (timeout.toMillis() < 1) {
                throw new IllegalArgumentException("batch timeout " + timeout + ": must be at least a millisecond");
            }
        }
    }
}
