package org.touchmark.network.config;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;

/** Ways into a tree of configuration; what is not there is refused by name. */
final class ConfigTree {
    static final String APPLICATION = "Application";
    static final String ORDERER = "Orderer";

    private ConfigTree() {}

    /** An edit of one group inside the group that is edited. */
    static UnaryOperator<ConfigGroup> in(String name, UnaryOperator<ConfigGroup> edit) {
        return parent -> parent.toBuilder()
                .putGroups(name, edit.apply(group(parent, name)))
                .build();
    }

    /** An edit of the organisation's group, among those with peers or those with orderers. */
    static UnaryOperator<ConfigGroup> inOrganisation(String mspId, UnaryOperator<ConfigGroup> edit) {
        return channel -> {
            String part = Stream.of(APPLICATION, ORDERER)
                    .filter(name -> group(channel, name).containsGroups(mspId))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "organisation " + mspId + " is not in the channel's configuration"));
            return in(part, in(mspId, edit)).apply(channel);
        };
    }

    static ConfigGroup group(ConfigGroup parent, String name) {
        ConfigGroup group = parent.getGroupsMap().get(name);
        if (group == null) {
            throw new IllegalArgumentException("the configuration has no group " + name + " beside "
                    + parent.getGroupsMap().keySet());
        }
        return group;
    }

    /** A value of the group, read as what it encodes. */
    static <T> T value(ConfigGroup group, String name, Parser<T> parser) {
        ConfigValue value = group.getValuesMap().get(name);
        if (value == null) {
            throw new IllegalArgumentException("the configuration has no value " + name + " beside "
                    + group.getValuesMap().keySet());
        }
        return parsed(name, value.getValue(), parser);
    }

    static <T> T parsed(String name, ByteString bytes, Parser<T> parser) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the configuration's " + name + " can not be read", e);
        }
    }

    /** The group with another content of a value that it has; who may change it stays. */
    static ConfigGroup withValue(ConfigGroup group, String name, ByteString content) {
        ConfigValue known = group.getValuesOrDefault(name, ConfigValue.getDefaultInstance());
        return group.toBuilder()
                .putValues(name, known.toBuilder().setValue(content).build())
                .build();
    }
}
