package org.touchmark.network.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Commit hashes as Fabric's own code computes them; vectors_test.go beside the vectors makes them anew. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UpdateBatchTest {
    private static ByteString vector(String name) throws IOException {
        Properties vectors = new Properties();
        try (InputStream in = UpdateBatchTest.class.getResourceAsStream("/fabric-vectors/vectors.properties")) {
            vectors.load(in);
        }
        return ByteString.copyFrom(HexFormat.of().parseHex(vectors.getProperty(name)));
    }

    @Test
    void the_commit_hash_of_many_updates_is_as_in_Fabric() throws IOException {
        UpdateBatch batch = new UpdateBatch(300);
        batch.put("ns2", "key7", ByteString.copyFromUtf8("value7"), 70000);
        batch.put("ns2", "key6", ByteString.EMPTY, 6);
        batch.put("ns1", "\u0000ns\u0000composite\u0000", ByteString.copyFromUtf8("x".repeat(300)), 256);
        batch.put("ns1", "\uFFFD", ByteString.copyFromUtf8("replacement"), 255);
        batch.put("ns1", "\uD83D\uDE00", ByteString.copyFromUtf8("smile"), 1);
        batch.put("ns1", "key1", ByteString.copyFromUtf8("value1"), 0);

        byte[] flags = new byte[200];
        flags[7] = 11;
        assertThat(batch.commitHash(ByteString.copyFrom(flags), ByteString.copyFromUtf8("previous")))
                .isEqualTo(vector("commit.hash"));
    }

    @Test
    void the_commit_hash_of_no_updates_is_as_in_Fabric() throws IOException {
        ByteString flags = ByteString.copyFrom(new byte[] {10});
        assertThat(new UpdateBatch(1).commitHash(flags, ByteString.EMPTY)).isEqualTo(vector("commit.hash.of.nothing"));
    }
}
