package org.touchmark.domain.answer;

import java.util.List;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.scan.Thing;

/** What a believer is told, with its reasons; never a mere yes or no. */
public sealed interface Verdict {
    /** Why, the weightiest first. */
    List<Reason> reasons();

    /** Its name in JSON. */
    String wire();

    /** One short line for people. */
    String headline();

    /** The evidence bears out that the brand made this unit. */
    record Genuine(List<Reason> reasons) implements Verdict {
        public Genuine {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String wire() {
            return "genuine";
        }

        @Override
        public String headline() {
            return "Genuine";
        }
    }

    /** Genuine, with something that a buyer must know, which the first reason says. */
    record GenuineBut(List<Reason> reasons) implements Verdict {
        /** What a headline names, the weightiest first. */
        private static final List<String> BUTS = List.of(
                "stolen",
                "recalled",
                "destroyed",
                "decommissioned",
                ReasonCode.EXPIRED.wire(),
                "sold",
                "sample",
                "exported");

        public GenuineBut {
            reasons = List.copyOf(reasons);
        }

        /** The place of a reason's code among those that a headline names, from 0; after them all for any other. */
        static int rank(String code) {
            int place = BUTS.indexOf(code);
            return place < 0 ? BUTS.size() : place;
        }

        @Override
        public String wire() {
            return "genuine-but";
        }

        @Override
        public String headline() {
            return BUTS.stream()
                    .filter(code ->
                            reasons.stream().anyMatch(reason -> reason.code().equals(code)))
                    .findFirst()
                    .map(code -> "Genuine, but " + (code.equals("sample") ? "a sample" : code))
                    .orElse("Genuine, but read on");
        }
    }

    /** The evidence contradicts itself, or what the gateway says. */
    record Suspect(List<Reason> reasons) implements Verdict {
        public Suspect {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String wire() {
            return "suspect";
        }

        @Override
        public String headline() {
            return "Suspect: the evidence does not hold";
        }
    }

    /** No sealed batch is known to have this unit. */
    record NotRegistered(List<Reason> reasons) implements Verdict {
        public NotRegistered {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String wire() {
            return "not-registered";
        }

        @Override
        public String headline() {
            return reasons.stream().anyMatch(reason -> reason.code().equals(ReasonCode.BATCH_OPEN.wire()))
                    ? "Not registered yet"
                    : "Not registered";
        }
    }

    /** The brand did not make this label. */
    record ForgedLabel(List<Reason> reasons) implements Verdict {
        public ForgedLabel {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String wire() {
            return "forged-label";
        }

        @Override
        public String headline() {
            return "Forged label";
        }
    }

    /** The code is not a label of Touchmark's. */
    record MalformedCode(List<Reason> reasons) implements Verdict {
        public MalformedCode {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String wire() {
            return "malformed-code";
        }

        @Override
        public String headline() {
            return "Not a valid code";
        }
    }

    /** The code is good by GS1's rules, and of no unit's label. */
    record NotAUnit(List<Reason> reasons) implements Verdict {
        public NotAUnit {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String wire() {
            return "not-a-unit";
        }

        @Override
        public String headline() {
            return reasons.stream()
                    .flatMap(reason -> Thing.find(reason.code()).stream())
                    .findFirst()
                    .map(Thing::headline)
                    .orElse("No unit's label");
        }
    }

    /**
     * The verdict with a wire name.
     *
     * @throws RefusedException ARGUMENT_INVALID
     */
    static Verdict of(String wire, List<Reason> reasons) {
        return switch (wire) {
            case "genuine" -> new Genuine(reasons);
            case "genuine-but" -> new GenuineBut(reasons);
            case "suspect" -> new Suspect(reasons);
            case "not-registered" -> new NotRegistered(reasons);
            case "forged-label" -> new ForgedLabel(reasons);
            case "malformed-code" -> new MalformedCode(reasons);
            case "not-a-unit" -> new NotAUnit(reasons);
            default -> throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "the answer's verdict is unknown");
        };
    }
}
