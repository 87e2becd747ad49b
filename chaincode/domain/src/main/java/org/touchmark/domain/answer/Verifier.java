package org.touchmark.domain.answer;

import java.security.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.answer.Finding.Grade;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.trust.PinnedRoots;

/**
 * Judges the evidence for a unit, from the label, pinned roots and a clock alone.
 *
 * <p>Missing evidence fails, evidence that is shown is never passed over, and the weightiest finding decides. A gateway
 * makes its verdict with it, and a believer makes its own.
 */
public final class Verifier {
    private final PinnedRoots roots;
    private final List<Check> checks;

    private Verifier(PinnedRoots roots, List<Check> checks) {
        this.roots = roots;
        this.checks = List.copyOf(checks);
    }

    /** A verifier that trusts these roots and checks signatures with this security provider. */
    public static Verifier of(PinnedRoots roots, Provider provider) {
        SignerCheck signers = new SignerCheck(roots, provider);
        return new Verifier(
                roots,
                List.of(
                        new LabelCheck(signers, provider),
                        new ScopeCheck(),
                        new SealCheck(signers),
                        new PresenceCheck(),
                        new ExpiryCheck(),
                        new ReportCheck(signers),
                        new CustodyCheck(signers)));
    }

    /** The answer that the evidence bears out. */
    public Answer verify(DigitalLink link, Evidence evidence, Instant now) {
        Inquiry inquiry = new Inquiry(link, evidence, roots, now);
        List<Finding> findings = checks.stream()
                .flatMap(check -> check.findings(inquiry).stream())
                .toList();
        return new Answer(verdict(findings), gaps(inquiry), Optional.of(evidence));
    }

    /**
     * The answer to a gateway's answer: what its evidence bears out, or suspect where the gateway says something else. A
     * label that the evidence proves forged stays forged whatever the gateway says.
     */
    public Answer judge(DigitalLink link, Answer given, Instant now) {
        if (given.evidence().isEmpty()) {
            return new Answer(
                    new Verdict.Suspect(List.of(disagreement(given, "it shows no evidence"))),
                    List.of(),
                    given.evidence());
        }
        Answer own = verify(link, given.evidence().get(), now);
        Verdict verdict = own.verdict();
        if (verdict.wire().equals(given.verdict().wire())) {
            return own;
        }
        Reason reason = disagreement(given, "its evidence makes it: " + verdict.headline());
        List<Reason> reasons = new ArrayList<>(verdict.reasons());
        if (verdict instanceof Verdict.ForgedLabel) {
            reasons.add(reason);
            return new Answer(new Verdict.ForgedLabel(reasons), own.notEstablished(), own.evidence());
        }
        reasons.add(0, reason);
        return new Answer(new Verdict.Suspect(reasons), own.notEstablished(), own.evidence());
    }

    private static Reason disagreement(Answer given, String otherwise) {
        return new Reason(
                ReasonCode.GATEWAY_DISAGREES.wire(),
                "The gateway says \"" + given.verdict().headline() + "\", but " + otherwise + ".",
                Basis.PROVED);
    }

    private static Verdict verdict(List<Finding> findings) {
        Grade worst = findings.stream()
                .map(Finding::grade)
                .max(Comparator.naturalOrder())
                .orElse(Grade.BROKEN);
        // What still holds would only confuse beside what does not.
        boolean good = worst.compareTo(Grade.BUT) <= 0;
        List<Reason> reasons = findings.stream()
                .filter(finding -> good || finding.grade() != Grade.HOLDS)
                // What became of the genuine unit is not what became of a thing with a label that is not its.
                .filter(finding -> worst != Grade.FORGED || finding.grade() != Grade.BUT)
                .sorted(Comparator.comparing(Finding::grade)
                        .reversed()
                        .thenComparing(finding ->
                                Verdict.GenuineBut.rank(finding.reason().code())))
                .map(Finding::reason)
                .toList();
        return switch (worst) {
            case HOLDS -> new Verdict.Genuine(reasons);
            case BUT -> new Verdict.GenuineBut(reasons);
            case NOT_REGISTERED -> new Verdict.NotRegistered(reasons);
            case CONTRADICTED, BROKEN -> new Verdict.Suspect(reasons);
            case FORGED -> new Verdict.ForgedLabel(reasons);
        };
    }

    private List<Gap> gaps(Inquiry inquiry) {
        Stream<Gap> label = inquiry.link().proof() == null
                ? Stream.of(Gap.LABEL_UNSIGNED)
                : inquiry.link().unverified().isEmpty() ? Stream.empty() : Stream.of(Gap.UNSIGNED_FIELDS);
        Stream<Gap> custody = inquiry.evidence()
                .custody()
                .map(view -> Containment.isShown(inquiry.evidence()) ? Stream.of(Gap.CONTAINMENT) : Stream.<Gap>empty())
                .orElseGet(() -> Stream.of(Gap.CUSTODY));
        boolean keptBack =
                inquiry.link().secret() == null && inquiry.evidence().absence().isPresent();
        Stream<Gap> secret = keptBack ? Stream.of(Gap.SERIAL) : Stream.empty();
        Stream<Gap> operator = roots.operators() == 1 ? Stream.of(Gap.ONE_OPERATOR) : Stream.empty();
        return Stream.of(
                        Stream.of(Gap.FIRST_COPY),
                        operator,
                        Stream.of(Gap.PREFIX_HOLDER, Gap.PARTIES, Gap.NEWEST_VIEW),
                        custody,
                        secret,
                        label)
                .flatMap(gaps -> gaps)
                .toList();
    }
}
