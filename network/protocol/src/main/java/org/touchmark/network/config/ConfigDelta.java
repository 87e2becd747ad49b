package org.touchmark.network.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;

/**
 * What changes between two trees of configuration, as the two sets that an orderer takes
 * (internal/configtxlator/update/update.go): the versions that the change rests on, and the elements that it writes,
 * each with the version above the one that it replaces.
 *
 * @param isChange whether anything differs; else both sets are the bare version of the group
 */
public record ConfigDelta(ConfigGroup readSet, ConfigGroup writeSet, boolean isChange) {
    /** The change that makes one tree the other. */
    public static ConfigDelta between(ConfigGroup original, ConfigGroup wanted) {
        Sides sides = new Sides();
        sides.addPolicies(original.getPoliciesMap(), wanted.getPoliciesMap());
        sides.addValues(original.getValuesMap(), wanted.getValuesMap());
        sides.addGroups(original.getGroupsMap(), wanted.getGroupsMap());
        return sides.delta(original, wanted);
    }

    /** Read set, write set, and what is the same on both sides, which counts only if members come or go. */
    private static final class Sides {
        private final ConfigGroup.Builder read = ConfigGroup.newBuilder();
        private final ConfigGroup.Builder write = ConfigGroup.newBuilder();
        private final ConfigGroup.Builder same = ConfigGroup.newBuilder();
        private boolean changesMembers;
        private boolean changesContent;

        /** Notes whether a name stands on one side only; the names that stand in the wanted tree. */
        private Set<String> names(Map<String, ?> original, Map<String, ?> wanted) {
            changesMembers |= !original.keySet().equals(wanted.keySet());
            return new TreeSet<>(wanted.keySet());
        }

        void addPolicies(Map<String, ConfigPolicy> original, Map<String, ConfigPolicy> wanted) {
            for (String name : names(original, wanted)) {
                ConfigPolicy after = wanted.getOrDefault(name, ConfigPolicy.getDefaultInstance());
                ConfigPolicy before = original.get(name);
                if (before == null) {
                    write.putPolicies(name, after.toBuilder().setVersion(0).build());
                } else if (before.getModPolicy().equals(after.getModPolicy())
                        && before.getPolicy().equals(after.getPolicy())) {
                    same.putPolicies(
                            name,
                            ConfigPolicy.newBuilder()
                                    .setVersion(before.getVersion())
                                    .build());
                } else {
                    changesContent = true;
                    write.putPolicies(
                            name,
                            after.toBuilder()
                                    .setVersion(before.getVersion() + 1)
                                    .build());
                }
            }
        }

        void addValues(Map<String, ConfigValue> original, Map<String, ConfigValue> wanted) {
            for (String name : names(original, wanted)) {
                ConfigValue after = wanted.getOrDefault(name, ConfigValue.getDefaultInstance());
                ConfigValue before = original.get(name);
                if (before == null) {
                    write.putValues(name, after.toBuilder().setVersion(0).build());
                } else if (before.getModPolicy().equals(after.getModPolicy())
                        && before.getValue().equals(after.getValue())) {
                    same.putValues(
                            name,
                            ConfigValue.newBuilder()
                                    .setVersion(before.getVersion())
                                    .build());
                } else {
                    changesContent = true;
                    write.putValues(
                            name,
                            after.toBuilder()
                                    .setVersion(before.getVersion() + 1)
                                    .build());
                }
            }
        }

        void addGroups(Map<String, ConfigGroup> original, Map<String, ConfigGroup> wanted) {
            for (String name : names(original, wanted)) {
                ConfigGroup after = wanted.getOrDefault(name, ConfigGroup.getDefaultInstance());
                ConfigGroup before = original.get(name);
                if (before == null) {
                    write.putGroups(name, atVersionZero(after));
                    continue;
                }
                ConfigDelta delta = between(before, after);
                if (delta.isChange()) {
                    changesContent = true;
                    read.putGroups(name, delta.readSet());
                    write.putGroups(name, delta.writeSet());
                } else {
                    same.putGroups(name, delta.readSet());
                }
            }
        }

        /** All of a new group is new, whatever versions it was given. */
        private static ConfigGroup atVersionZero(ConfigGroup group) {
            return between(ConfigGroup.getDefaultInstance(), group).writeSet().toBuilder()
                    .setVersion(0)
                    .setModPolicy(group.getModPolicy())
                    .build();
        }

        ConfigDelta delta(ConfigGroup original, ConfigGroup wanted) {
            read.setVersion(original.getVersion());
            if (!changesMembers && original.getModPolicy().equals(wanted.getModPolicy())) {
                write.setVersion(original.getVersion());
                return new ConfigDelta(read.build(), write.build(), changesContent);
            }
            ConfigGroup unchanged = same.build();
            read.mergeFrom(unchanged);
            write.mergeFrom(unchanged).setVersion(original.getVersion() + 1).setModPolicy(wanted.getModPolicy());
            return new ConfigDelta(read.build(), write.build(), true);
        }
    }
}
