package org.touchmark.network.testing;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Policy;

/** Trees of configuration and edits of them, the same for the same seed. */
public final class RandomEdits {
    private static final List<String> NAMES = List.of("A", "B", "C", "D");
    private static final List<String> MOD_POLICIES = List.of("Admins", "/Channel/Admins");
    private static final int DEPTH = 3;

    private final Random random;

    public RandomEdits(long seed) {
        this.random = new Random(seed);
    }

    /** A tree as a channel may hold it after some changes. */
    public ConfigGroup tree() {
        return tree(DEPTH);
    }

    private ConfigGroup tree(int depth) {
        ConfigGroup.Builder group =
                ConfigGroup.newBuilder().setVersion(random.nextInt(5)).setModPolicy(oneOf(MOD_POLICIES));
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                group.putValues(name, value());
            }
            if (random.nextBoolean()) {
                group.putPolicies(name, policy());
            }
            if (depth > 0 && random.nextBoolean()) {
                group.putGroups(name, tree(depth - 1));
            }
        }
        return group.build();
    }

    /** The tree with some elements changed, put in or taken out, each with small probability. */
    public ConfigGroup edited(ConfigGroup tree) {
        ConfigGroup.Builder group = tree.toBuilder();
        if (rarely()) {
            group.setModPolicy(oneOf(MOD_POLICIES));
        }
        for (String name : NAMES) {
            if (rarely()) {
                group.putValues(name, value());
            } else if (rarely()) {
                group.removeValues(name);
            }
            if (rarely()) {
                group.putPolicies(name, policy());
            } else if (rarely()) {
                group.removePolicies(name);
            }
            if (rarely()) {
                group.removeGroups(name);
            } else if (group.containsGroups(name)) {
                group.putGroups(name, edited(group.getGroupsOrThrow(name)));
            } else if (rarely()) {
                group.putGroups(name, tree(1));
            }
        }
        return group.build();
    }

    private ConfigValue value() {
        return ConfigValue.newBuilder()
                .setVersion(random.nextInt(5))
                .setModPolicy(oneOf(MOD_POLICIES))
                .setValue(ByteString.copyFromUtf8(Integer.toString(random.nextInt(4))))
                .build();
    }

    private ConfigPolicy policy() {
        return ConfigPolicy.newBuilder()
                .setVersion(random.nextInt(5))
                .setModPolicy(oneOf(MOD_POLICIES))
                .setPolicy(Policy.newBuilder().setType(1 + random.nextInt(3)))
                .build();
    }

    private boolean rarely() {
        return random.nextInt(20) == 0;
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
