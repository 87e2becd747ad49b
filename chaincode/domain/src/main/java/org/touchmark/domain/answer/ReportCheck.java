package org.touchmark.domain.answer;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** What is reported of the unit, its containers and its batch: each report by its reporter's signature, in a fitting role. */
final class ReportCheck implements Check {
    /** Other lots that a reason names. */
    private static final int MAX_NAMED = 3;

    private static final Map<Status, String> TEXTS = Map.of(
            Status.SOLD, "It was sold",
            Status.DECOMMISSIONED, "It was taken out of the market",
            Status.STOLEN, "It was stolen",
            Status.RECALLED, "It was recalled by its maker",
            Status.DESTROYED, "It was destroyed",
            Status.SAMPLE, "It was taken as a sample",
            Status.EXPORTED, "It was exported",
            Status.FOUND, "It was found again");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SignerCheck signers;

    ReportCheck(SignerCheck signers) {
        this.signers = signers;
    }

    @Override
    public List<Finding> findings(Inquiry inquiry) {
        List<Reported> reports = inquiry.evidence().reports();
        List<Finding> findings = new ArrayList<>();
        for (Reported report : reports) {
            boolean foundAgain = report.mark().status() == Status.STOLEN
                    && reports.stream()
                            .anyMatch(other -> other.subject().equals(report.subject())
                                    && other.mark().status() == Status.FOUND);
            findings.add(finding(inquiry, report, foundAgain));
        }
        if (!inquiry.evidence().alsoIn().isEmpty()) {
            findings.add(new Finding(
                    Finding.Grade.BUT,
                    new Reason(
                            ReasonCodes.REGISTERED_TWICE,
                            "Its brand registered the same serial in other batches too, "
                                    + lots(inquiry.evidence().alsoIn())
                                    + ": of all units that bear it, one can be the one.",
                            Basis.GATEWAY_SAYS)));
        }
        return findings;
    }

    private Finding finding(Inquiry inquiry, Reported report, boolean foundAgain) {
        Mark mark = report.mark();
        try {
            requireSubject(inquiry, report.subject());
            SignerCheck.Signer signer = signers.require(
                    inquiry,
                    mark.signature(),
                    mark.signedBytes(inquiry.roots().channel(), report.subject()),
                    mark.by(),
                    mark.signature().at());
            requireRole(inquiry, mark, signer);
        } catch (RefusedException e) {
            return Finding.broken(
                    ReasonCodes.REPORT_INVALID,
                    "A report that it is " + mark.status().wire() + " does not hold: " + e.prose() + ".");
        }
        // That the unit is in a container is not proved by what is proved of the container.
        Basis basis = report.subject() instanceof Subject.OfContainer ? Basis.GATEWAY_SAYS : Basis.PROVED;
        boolean over = foundAgain || mark.status() == Status.FOUND;
        Status told = over ? Status.FOUND : mark.status();
        String what = TEXTS.get(mark.status()) + (foundAgain ? " before it was found again" : "");
        return new Finding(
                over ? Finding.Grade.HOLDS : Finding.Grade.BUT,
                new Reason(
                        told.wire(),
                        what + ": reported of " + named(report.subject()) + " by party " + mark.by() + " on "
                                + MINUTE.format(mark.signature().at()) + ".",
                        basis));
    }

    private static String named(Subject subject) {
        return switch (subject.kind()) {
            case UNIT -> "this very unit";
            case CONTAINER -> subject + ", which it is in";
            case BATCH -> "its whole batch";
        };
    }

    private static void requireSubject(Inquiry inquiry, Subject subject) {
        BatchHead batch = inquiry.sealedBatch().orElseThrow(() -> invalid("it is of a unit that is not registered"));
        boolean same = true;
        if (subject instanceof Subject.OfUnit unit) {
            UnitDigest digest =
                    UnitDigest.of(inquiry.link().unit(), inquiry.link().secret());
            same = unit.digest().equals(digest)
                    && unit.gtin().equals(batch.terms().gtin())
                    && unit.lot().equals(batch.terms().lot());
        } else if (subject instanceof Subject.OfBatch of) {
            same = of.gtin().equals(batch.terms().gtin())
                    && of.lot().equals(batch.terms().lot());
        }
        if (!same) {
            throw invalid("it is of something else");
        }
    }

    private static void requireRole(Inquiry inquiry, Mark mark, SignerCheck.Signer signer) {
        Action action = mark.status().action();
        boolean fits = signer.claimant().roles().stream()
                .anyMatch(wire -> Arrays.stream(Role.values())
                        .filter(role -> role.wire().equals(wire))
                        .anyMatch(role ->
                                action.permits(role, Action.Whose.OWN) || action.permits(role, Action.Whose.FOREIGN)));
        if (!fits) {
            throw invalid("its reporter has no role in which it could say that");
        }
        boolean brandOnly = mark.status().owner() == Status.Owner.BRAND;
        if (brandOnly
                && inquiry.sealedBatch()
                        .filter(head -> head.brand().equals(mark.by()))
                        .isEmpty()) {
            throw invalid("only the brand says that");
        }
    }

    private static String lots(List<Lot> lots) {
        String named = lots.stream().limit(MAX_NAMED).map(lot -> "lot " + lot).collect(Collectors.joining(", "));
        return lots.size() <= MAX_NAMED ? named : named + " and " + (lots.size() - MAX_NAMED) + " more";
    }

    private static RefusedException invalid(String why) {
        return new RefusedException(ErrorCode.SIGNATURE_INVALID, why);
    }
}
