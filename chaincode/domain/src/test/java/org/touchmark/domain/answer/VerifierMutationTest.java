package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.trust.TestAuthority;

/** Changes every single thing in a genuine answer's evidence and sees the verdict fall. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class VerifierMutationTest {
    /** What nobody signed: names, the ledger's state as the gateway says it, and what custody may leave open. */
    private static final Pattern ON_THE_GATEWAYS_WORD =
            Pattern.compile("(verdict|headline|reasons|notEstablished).*|custody removed|batch\\.openedAt changed.*"
                    + "|trail\\.events\\[]\\.handOff\\.(at|endedAt) changed.*"
                    + "|parties\\[]\\.(party\\.name|admittedAt|votes\\[]) changed.*|parties\\[]\\.votes\\[] removed.*"
                    + "|ledger\\.(kind|operators|height|asOf) changed.*");

    private final TestChannel channel = TestChannel.withParties();
    private final Verifier verifier = Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE);

    @Test
    void no_part_of_a_signed_labels_evidence_can_be_changed_or_left_out() {
        TestBatch batch = TestBatch.signed(channel, "L1", 9_000, LocalDate.of(2031, 12, 31));
        batch.register();
        TestCustody custody = new TestCustody(channel, batch);
        custody.handOver(channel.aurelia, channel.meridian, batch.digest(3), batch.digest(4));
        custody.handOver(channel.meridian, channel.corner, batch.digest(3));
        custody.submit(channel.corner, custody.offer(channel.corner, channel.meridian, batch.digest(3)));

        assertThat(survivors(batch.link(3), 150)).isEmpty();
    }

    @Test
    void no_part_of_a_compact_labels_evidence_can_be_changed_or_left_out() {
        TestBatch batch = TestBatch.compact(channel, "C1", 9_000);
        batch.register();

        assertThat(survivors(batch.link(3), 60)).isEmpty();
    }

    /** The changes after which the label still counts as genuine. */
    private List<String> survivors(DigitalLink link, int fewest) {
        Answer genuine = verifier.verify(link, new TestEvidence(channel).of(link), channel.now());
        assertThat(genuine.verdict()).isInstanceOf(Verdict.Genuine.class);
        Map<String, JsonValue> mutations = JsonMutations.of(genuine.toJson());
        mutations.keySet().removeIf(path -> ON_THE_GATEWAYS_WORD.matcher(path).matches());
        assertThat(mutations).hasSizeGreaterThan(fewest);

        List<String> survivors = new ArrayList<>();
        mutations.forEach((path, mutated) -> {
            if (isGenuine(link, mutated)) {
                survivors.add(path);
            }
        });
        return survivors;
    }

    private boolean isGenuine(DigitalLink link, JsonValue mutated) {
        try {
            Answer given = Answer.parse(CanonicalJson.write(mutated));
            return verifier.judge(link, given, channel.now()).verdict() instanceof Verdict.Genuine;
        } catch (RefusedException e) {
            return false;
        }
    }
}
