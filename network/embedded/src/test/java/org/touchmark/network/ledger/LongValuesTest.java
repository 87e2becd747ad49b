package org.touchmark.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LongValuesTest {
    private static final ByteString KEY = ByteString.copyFromUtf8("page");

    private final LongValues values = new LongValues(100);

    @Test
    void a_value_is_known_by_position_namespace_and_key() {
        values.put(1, "touchmark", KEY, bytes(10));

        assertThat(values.get(1, "touchmark", KEY)).isEqualTo(bytes(10));
        assertThat(values.get(2, "touchmark", KEY)).isNull();
        assertThat(values.get(1, "other", KEY)).isNull();
        assertThat(values.get(1, "touchmark", ByteString.copyFromUtf8("head"))).isNull();
    }

    @Test
    void those_not_asked_for_longest_go_when_there_are_too_many_bytes() {
        values.put(1, "touchmark", KEY, bytes(40));
        values.put(2, "touchmark", KEY, bytes(40));
        values.get(1, "touchmark", KEY);

        values.put(3, "touchmark", KEY, bytes(40));

        assertThat(values.get(1, "touchmark", KEY)).isNotNull();
        assertThat(values.get(2, "touchmark", KEY)).isNull();
        assertThat(values.get(3, "touchmark", KEY)).isNotNull();
    }

    @Test
    void the_same_value_put_again_counts_once() {
        for (int i = 0; i < 5; i++) {
            values.put(1, "touchmark", KEY, bytes(60));
        }
        values.put(2, "touchmark", KEY, bytes(40));

        assertThat(values.get(1, "touchmark", KEY)).isNotNull();
    }

    @Test
    void a_value_above_the_limit_is_returned_and_not_kept() {
        values.put(1, "touchmark", KEY, bytes(40));

        assertThat(values.put(2, "touchmark", KEY, bytes(101))).isEqualTo(bytes(101));
        assertThat(values.get(2, "touchmark", KEY)).isNull();
        assertThat(values.get(1, "touchmark", KEY)).isNotNull();
    }

    private static ByteString bytes(int count) {
        return ByteString.copyFrom(new byte[count]);
    }
}
