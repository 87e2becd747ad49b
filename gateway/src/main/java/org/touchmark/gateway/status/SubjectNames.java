package org.touchmark.gateway.status;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.domain.scan.Scans;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.problem.RefusalProblems;
import org.touchmark.gateway.registration.BatchFolders;

/** Finds what callers name: labels by what they say, serials by the lists that are kept here. */
final class SubjectNames {
    private final BatchFolders folders;

    SubjectNames(BatchFolders folders) {
        this.folders = folders;
    }

    /** The subject with a name; UNIT_UNKNOWN or BATCH_UNKNOWN for a unit that can't be found. */
    Found find(Member member, SubjectName name) {
        if (name instanceof SubjectName.OfLabel label) {
            DigitalLink link = parsed(label.link());
            return new Found(
                    labelled(member, link), "link", label.link(), link.serial().value());
        }
        if (name instanceof SubjectName.OfSerial serial) {
            String value = serial.serial().value();
            return new Found(listed(member, serial), "serial", value, value);
        }
        return new Found(((SubjectName.OnLedger) name).subject(), "", "", "");
    }

    /**
     * A subject with what its caller called it.
     *
     * @param field by which it was named, empty where that was as the ledger does
     * @param value what stood there
     * @param serial the unit's; empty where the caller did not say it
     */
    record Found(Subject subject, String field, String value, String serial) {

        /** Asks or writes; a refusal names the unit by its serial, since the ledger's name is on no label. */
        <T> T naming(Supplier<T> step) {
            try {
                return step.get();
            } catch (RefusedException e) {
                if (serial.isEmpty() || !e.prose().contains(subject.toString())) {
                    throw e;
                }
                Obstacle obstacle = new Obstacle(subject, e.code(), e.prose());
                InputError error =
                        new InputError(0, field, value, serial, e.code().name(), obstacle.reasonOf("serial " + serial));
                throw RefusalProblems.of(List.of(error), 1).asException();
            }
        }
    }

    private static DigitalLink parsed(String link) {
        try {
            return Scans.unit(link);
        } catch (MalformedCodeException e) {
            throw Problems.unprocessable("CODE_MALFORMED", "link: character " + e.position() + ": " + e.reason())
                    .asException();
        }
    }

    private static Subject labelled(Member member, DigitalLink link) {
        UnitDigest digest = UnitDigest.of(link.unit(), link.secret());
        Lot lot = Optional.ofNullable(link.lot()).orElseGet(() -> lot(member, link.gtin(), digest));
        return new Subject.OfUnit(link.gtin(), lot, digest);
    }

    /** A compact label does not say its lot; the ledger finds the batch that has the unit. */
    private static Lot lot(Member member, Gtin gtin, UnitDigest digest) {
        return new Registry(member.ledger())
                .lot(gtin, digest)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.UNIT_UNKNOWN, "no batch of GTIN " + gtin + " has the unit of this label"));
    }

    private Subject listed(Member member, SubjectName.OfSerial name) {
        UnitDigest digest = folders.find(name.gtin(), name.lot())
                .filter(kept -> kept.brand().equals(member.gln()))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.BATCH_UNKNOWN,
                        "GTIN " + name.gtin() + " lot " + name.lot()
                                + ": only the gateway of the brand that registered it knows its serials; name the unit by"
                                + " its label's link"))
                .digest(name.serial());
        return new Subject.OfUnit(name.gtin(), name.lot(), digest);
    }
}
