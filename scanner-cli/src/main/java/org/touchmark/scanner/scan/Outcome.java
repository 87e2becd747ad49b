package org.touchmark.scanner.scan;

import java.util.Optional;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.scan.Scan;
import org.touchmark.scanner.console.ExitCode;

/** What came of one code. */
public sealed interface Outcome {

    /** What it means to the program that called. */
    ExitCode exitCode();

    /**
     * The label was asked about and the evidence judged here, from pinned roots.
     *
     * @param link what the label says
     * @param answer this program's own judgement, the stricter where the gateway's differs
     */
    record Judged(DigitalLink link, Answer answer) implements Outcome {
        @Override
        public ExitCode exitCode() {
            return exitCodeOf(answer.verdict());
        }
    }

    /**
     * The code wants to be a label and breaks its rules.
     *
     * @param answer says where and how
     */
    record Malformed(Answer answer) implements Outcome {
        @Override
        public ExitCode exitCode() {
            return ExitCode.UNREADABLE;
        }
    }

    /**
     * The code is good by GS1's rules and of no unit's label: a product's, a pallet's, a location's.
     *
     * @param answer says what it is
     */
    record NotAUnit(Answer answer) implements Outcome {
        @Override
        public ExitCode exitCode() {
            return ExitCode.UNREADABLE;
        }
    }

    /** The code is something else: an advertisement, a ticket, another maker's mark. */
    record Foreign() implements Outcome {
        @Override
        public ExitCode exitCode() {
            return ExitCode.UNREADABLE;
        }
    }

    /**
     * Nobody could be asked, so that nothing is known but what the label says of itself.
     *
     * @param link what the label says
     * @param why what went wrong
     */
    record Unanswered(DigitalLink link, String why) implements Outcome {
        @Override
        public ExitCode exitCode() {
            return ExitCode.UNREACHABLE;
        }
    }

    /**
     * This program failed at this one code; the others are answered all the same.
     *
     * @param link what the label says
     * @param why what went wrong
     */
    record Failed(DigitalLink link, String why) implements Outcome {
        @Override
        public ExitCode exitCode() {
            return ExitCode.UNEXPECTED;
        }
    }

    /** The outcome for a scanned unit, from the one that its link has: a code that is no link is no label, and no forged one. */
    static Outcome scanned(Scan.Unit unit, Outcome ofLink) {
        if (ofLink instanceof Judged judged) {
            Answer answer = Answer.scanned(unit, judged.answer());
            return answer.verdict() instanceof Verdict.NotAUnit ? new NotAUnit(answer) : ofLink;
        }
        return ofLink;
    }

    /** The answer, where there is one. */
    default Optional<Answer> found() {
        if (this instanceof Judged judged) {
            return Optional.of(judged.answer());
        }
        if (this instanceof NotAUnit other) {
            return Optional.of(other.answer());
        }
        return this instanceof Malformed malformed ? Optional.of(malformed.answer()) : Optional.empty();
    }

    private static ExitCode exitCodeOf(Verdict verdict) {
        if (verdict instanceof Verdict.Genuine) {
            return ExitCode.GENUINE;
        }
        if (verdict instanceof Verdict.GenuineBut) {
            return ExitCode.GENUINE_BUT;
        }
        return verdict instanceof Verdict.MalformedCode ? ExitCode.UNREADABLE : ExitCode.NOT_GENUINE;
    }
}
