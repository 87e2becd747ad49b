package org.touchmark.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go makes of these bytes is written in its protowire package; Java reads all but the last of the refused ones. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MessagesTest {
    private static KVRWSet read(String hex) throws InvalidProtocolBufferException {
        return Messages.parse(KVRWSet.parser(), ByteString.fromHex(hex));
    }

    @Test
    void as_they_are_written_are_read() throws Exception {
        KVRWSet set = KVRWSet.newBuilder()
                .addReads(KVRead.newBuilder()
                        .setKey("key")
                        .setVersion(Version.newBuilder().setBlockNum(-1).setTxNum(Long.MAX_VALUE)))
                .build();

        assertThat(Messages.parse(KVRWSet.parser(), set.toByteString())).isEqualTo(set);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                // Unknown fields of every kind: a number, eight bytes, bytes, four bytes.
                "4801",
                "490102030405060708",
                "4a03010203",
                "4d01020304",
                // The largest field number and the largest value.
                "f8ffffff0f00",
                "48ffffffffffffffffff01",
                // A known field of another kind than it should be, and more bytes than it needs for a tag.
                "0801",
                "8a0000"
            })
    void with_fields_that_nobody_knows_are_read(String hex) throws Exception {
        assertThat(read(hex).getReadsCount()).isLessThan(2);
    }

    @ParameterizedTest
    @CsvSource({
        "90808080800100, a tag of more than 32 bits",
        "48ffffffffffffffffff02, a number of more than 64 bits",
        "4a838080801001, a length of more than 32 bits",
        "0a07120508ffffffffff, a number that ends nowhere",
        "0a0d120b08ffffffffffffffffff02, the same within messages",
        "0a02128100, a length within messages"
    })
    void that_go_can_not_read_are_refused(String hex, String why) {
        assertThatExceptionOfType(InvalidProtocolBufferException.class)
                .as(why)
                .isThrownBy(() -> read(hex))
                .satisfies(e -> assertThat(Messages.isForGroup(e)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4b4c", "0a024b4c", "0a0412024b4c"})
    void with_groups_are_refused_as_such(String hex) {
        assertThatExceptionOfType(InvalidProtocolBufferException.class)
                .isThrownBy(() -> read(hex))
                .withMessage("the message has the group 9")
                .satisfies(e -> assertThat(Messages.isForGroup(e)).isTrue());
    }
}
