package org.touchmark.scanner.scan;

import java.time.Clock;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.client.GatewayRefusedException;
import org.touchmark.scanner.client.Reply;

/**
 * A gateway whose answers are judged again here: it supplies evidence, and is believed no further.
 *
 * <p>The label's own host is not asked: whoever printed the label chose it.
 */
public final class CheckedGateway implements Authority {

    private static final int MAX_PROSE_CHARACTERS = 400;

    private final GatewayClient gateway;
    private final Verifier verifier;
    private final Clock clock;

    public CheckedGateway(GatewayClient gateway, Verifier verifier, Clock clock) {
        this.gateway = gateway;
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public String name() {
        return gateway.address().toString();
    }

    @Override
    public Outcome ask(DigitalLink link) {
        try {
            Reply reply = gateway.answer(Labels.pathAndQuery(link));
            return judged(link, reply.text());
        } catch (GatewayRefusedException e) {
            return new Outcome.Unanswered(
                    link,
                    "gateway %s refused to answer: %s %s"
                            .formatted(name(), e.problem().title(), e.problem().detail()));
        } catch (GatewayException e) {
            return new Outcome.Unanswered(link, String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            return new Outcome.Unanswered(
                    link,
                    "gateway %s answers in a form that cannot be read: %s".formatted(name(), shortened(e.prose())));
        }
    }

    /** A refusal repeats what it refuses, which may be megabytes. */
    private static String shortened(String prose) {
        return prose.length() <= MAX_PROSE_CHARACTERS ? prose : prose.substring(0, MAX_PROSE_CHARACTERS) + "...";
    }

    /** What a stranger wrote is read and judged; where that fails in a way that nobody foresaw, it fails for this label alone. */
    private Outcome judged(DigitalLink link, String answer) {
        try {
            return new Outcome.Judged(link, verifier.judge(link, Answer.parse(answer), clock.instant()));
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new Outcome.Failed(link, "the answer of gateway %s: %s".formatted(name(), Unforeseen.words(e)));
        }
    }
}
