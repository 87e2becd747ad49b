package org.touchmark.network.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.network.testing.RandomEdits;

/** The two sets of an update, read as an orderer reads them (common/configtx/update.go). */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigDeltaTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** All elements of a tree by their path, without what is inside of groups. */
    private static Map<String, Object> elements(ConfigGroup tree) {
        Map<String, Object> elements = new TreeMap<>();
        collect("", tree, elements);
        return elements;
    }

    private static void collect(String path, ConfigGroup group, Map<String, Object> elements) {
        elements.put(path + "/", withoutContent(group));
        group.getValuesMap().forEach((name, value) -> elements.put(path + "/value " + name, value));
        group.getPoliciesMap().forEach((name, policy) -> elements.put(path + "/policy " + name, policy));
        group.getGroupsMap().forEach((name, child) -> collect(path + "/" + name, child, elements));
    }

    private static ConfigGroup withoutContent(ConfigGroup group) {
        return ConfigGroup.newBuilder()
                .setVersion(group.getVersion())
                .setModPolicy(group.getModPolicy())
                .build();
    }

    private static long version(Object element) {
        if (element instanceof ConfigGroup group) {
            return group.getVersion();
        }
        return element instanceof ConfigValue value ? value.getVersion() : ((ConfigPolicy) element).getVersion();
    }

    private static Object atVersion(Object element, long version) {
        if (element instanceof ConfigGroup group) {
            return group.toBuilder().setVersion(version).build();
        }
        return element instanceof ConfigValue value
                ? value.toBuilder().setVersion(version).build()
                : ((ConfigPolicy) element).toBuilder().setVersion(version).build();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_orderer_that_takes_it_has_the_wanted_tree(long seed) {
        RandomEdits edits = new RandomEdits(seed);
        ConfigGroup original = edits.tree();
        ConfigGroup wanted = edits.edited(original);
        ConfigDelta delta = ConfigDelta.between(original, wanted);
        Map<String, Object> before = elements(original);
        Map<String, Object> reads = elements(delta.readSet());
        Map<String, Object> writes = elements(delta.writeSet());

        // What is read has the version that the channel has.
        reads.forEach((path, element) ->
                assertThat(version(element)).as(path).isEqualTo(version(before.getOrDefault(path, element))));
        assertThat(before.keySet()).containsAll(reads.keySet());
        // What is written beside it is the next version, or the first, of exactly what is wanted.
        Map<String, Object> after = elements(wanted);
        assertThat(after.keySet()).containsAll(writes.keySet());
        writes.forEach((path, element) -> {
            Object read = reads.get(path);
            if (read == null || version(read) != version(element)) {
                long next = before.containsKey(path) ? version(before.get(path)) + 1 : 0;
                assertThat(element).as(path).isEqualTo(atVersion(after.get(path), next));
            }
        });
        assertUntouchedIsTheSame(before, after, reads, writes);
    }

    private static void assertUntouchedIsTheSame(
            Map<String, Object> before,
            Map<String, Object> after,
            Map<String, Object> reads,
            Map<String, Object> writes) {
        after.forEach((path, element) -> {
            Object written = writes.get(path);
            boolean changes =
                    written != null && (reads.get(path) == null || version(reads.get(path)) != version(written));
            if (!changes) {
                assertThat(atVersion(element, 0)).as(path).isEqualTo(atVersion(before.get(path), 0));
            }
        });
    }

    @Test
    void equal_trees_are_no_change() {
        ConfigGroup tree = new RandomEdits(1).tree();

        assertThat(ConfigDelta.between(tree, tree).isChange()).isFalse();
    }

    @Test
    void another_version_alone_is_no_change() {
        ConfigGroup tree = ConfigGroup.newBuilder()
                .putValues("V", ConfigValue.newBuilder().setVersion(3).build())
                .build();
        ConfigGroup same = tree.toBuilder()
                .putValues("V", ConfigValue.newBuilder().setVersion(9).build())
                .build();

        assertThat(ConfigDelta.between(tree, same).isChange()).isFalse();
    }
}
