package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.ProblemException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LimitedInputTest {
    private static final BodyPace QUICK = new BodyPace(Duration.ofMillis(100), 1_000);

    /** A body of so many pieces, each after a while. */
    private static final class Drops extends InputStream {
        private final int bytesEach;
        private int left;

        Drops(int pieces, int bytesEach) {
            this.left = pieces;
            this.bytesEach = bytesEach;
        }

        @Override
        public int read() {
            throw new AssertionError("bytes are read many at once");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left-- == 0) {
                return -1;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Math.min(length, bytesEach);
        }
    }

    private static Problem refusal(InputStream in, long maxBytes, BodyPace pace) {
        LimitedInput body = new LimitedInput(in, maxBytes, pace, Optional.empty());
        return catchThrowableOfType(ProblemException.class, body::readAllBytes).problem();
    }

    @Test
    void a_file_that_comes_by_drops_is_given_up_within_its_window() {
        Problem problem = refusal(new Drops(50, 10), 1 << 20, QUICK);

        assertThat(problem.status()).isEqualTo(408);
        assertThat(problem.code()).isEqualTo("BODY_TOO_SLOW");
        assertThat(problem.detail()).contains("at least 1,000 bytes have to come every 0 seconds");
    }

    @Test
    void a_file_that_comes_steadily_may_take_many_windows() throws IOException {
        LimitedInput body = new LimitedInput(new Drops(30, 1_024), 1 << 20, QUICK, Optional.empty());

        assertThat(body.readAllBytes()).hasSize(30 * 1_024);
    }

    @Test
    void a_file_that_comes_fast_at_first_does_not_save_that_up() {
        InputStream burst = new SequenceInputStream(new ByteArrayInputStream(new byte[900_000]), new Drops(50, 10));

        assertThat(refusal(burst, 1 << 20, QUICK).code()).isEqualTo("BODY_TOO_SLOW");
    }

    @Test
    void a_few_fields_are_there_within_their_time_or_not_at_all() {
        BodyPace whole = new BodyPace(Duration.ofMillis(100), Long.MAX_VALUE);

        assertThat(refusal(new Drops(50, 2_000), 1 << 20, whole).code()).isEqualTo("BODY_TOO_SLOW");
    }

    @Test
    void the_paces_are_the_documented_ones() {
        assertThat(BodyPace.FIELDS.rule()).isEqualTo("this one has to be there, whole, within 10 seconds");
        assertThat(BodyPace.GOODS.rule()).isEqualTo("this one has to be there, whole, within 30 seconds");
        assertThat(BodyPace.FILE.rule()).isEqualTo("of this one at least 480,000 bytes have to come every 30 seconds");
    }

    @Test
    void more_than_the_limit_is_cut_off() {
        assertThat(refusal(new ByteArrayInputStream(new byte[101]), 100, BodyPace.FIELDS)
                        .code())
                .isEqualTo("BODY_TOO_LARGE");
    }
}
