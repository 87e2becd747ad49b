package org.touchmark.scanner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.scanner.picture.CodeFinder;
import org.touchmark.scanner.picture.FoundCode;
import org.touchmark.scanner.picture.PictureLimits;
import org.touchmark.scanner.scan.Consortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpecimensTest {

    private static final DigitalLink GENUINE = Consortium.withSoldBatch().link(0);

    @TempDir
    private Path folder;

    @Test
    void a_changed_serial_keeps_the_signature() {
        DigitalLink changed = Specimens.withChangedSerial(GENUINE);
        assertThat(changed.serial()).isNotEqualTo(GENUINE.serial());
        assertThat(changed.proof()).isEqualTo(GENUINE.proof());
    }

    @Test
    void a_strangers_label_says_the_same_under_another_key() {
        DigitalLink strangers = Specimens.signedByStranger(GENUINE);
        assertThat(strangers.claim()).isEqualTo(GENUINE.claim());
        assertThat(strangers.proof().keyId()).isNotEqualTo(GENUINE.proof().keyId());
    }

    @Test
    void what_is_drawn_can_be_read() throws IOException {
        Path picture = folder.resolve("label.png");
        Specimens.draw(GENUINE, picture);
        assertThat(CodeFinder.within(PictureLimits.STANDARD).find(picture).codes())
                .extracting(FoundCode::text)
                .containsExactly(GENUINE.uri());
    }
}
