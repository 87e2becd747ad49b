package org.touchmark.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChaincodePackageTest {
    /** The id that Fabric 3.1.5's peers gave to this package when they installed it. */
    private static final String ID_BY_FABRIC =
            "touchmark_1.0:8852497700f0025135a48263d1216ae5f56a351ad54d67dbf36db3580c0fbdad";

    @Test
    void the_same_label_has_the_id_that_fabric_gave_it() {
        assertThat(ChaincodePackage.service("touchmark_1.0").id()).isEqualTo(ID_BY_FABRIC);
        assertThat(ChaincodePackage.service("touchmark_1.1").id()).startsWith("touchmark_1.1:");
    }

    @Test
    void holds_metadata_and_code_as_a_ustar_archive() throws IOException {
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(
                        ChaincodePackage.service("touchmark_1.0").bytes().toByteArray()))
                .readAllBytes();
        assertThat(tar.length % 512).isZero();
        assertThat(text(tar, 0, 13)).isEqualTo("metadata.json");
        assertThat(text(tar, 257, 5)).isEqualTo("ustar");
        assertThat(text(tar, 512, 41)).isEqualTo("{\"type\":\"ccaas\",\"label\":\"touchmark_1.0\"}\n");
        assertThat(text(tar, 1024, 11)).isEqualTo("code.tar.gz");
    }

    private static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.US_ASCII);
    }
}
