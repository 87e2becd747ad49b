package org.touchmark.gateway.custody;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.domain.scan.Scans;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problems;

/** Units by what was scanned from their labels; everything that is wrong with the list is said at once. */
final class ScannedLinks {
    private final Registry registry;
    private final List<InputError> errors = new ArrayList<>();

    /** {@code holder} asks the ledger for the batches of labels that do not name theirs. */
    ScannedLinks(Member holder) {
        this.registry = new Registry(holder.ledger());
    }

    void gather(GoodsOrder.Links order, Gathering gathering) {
        int position = 0;
        for (String link : order.links()) {
            position++;
            try {
                gather(order.batch(), position, link, gathering);
            } catch (MalformedCodeException e) {
                String rule = "character " + e.position() + ": " + e.reason();
                errors.add(new InputError(position, "links", link, "CODE_MALFORMED", rule));
            }
        }
        if (!errors.isEmpty()) {
            throw Problems.unprocessable(
                            "INPUT_INVALID",
                            errors.size() + " of " + order.links().size()
                                    + " links can't be used; the first is at position "
                                    + errors.get(0).line() + ": "
                                    + errors.get(0).message())
                    .withErrors(errors, errors.size())
                    .asException();
        }
    }

    private void gather(Optional<GoodsOrder.Batch> wanted, int position, String link, Gathering gathering)
            throws MalformedCodeException {
        DigitalLink label = Scans.unit(link);
        UnitDigest digest = UnitDigest.of(label.unit(), label.secret());
        Optional<GoodsOrder.Batch> batch = wanted.isPresent() ? wanted : batch(label, digest);
        if (batch.isEmpty()) {
            String rule = "no batch of GTIN " + label.gtin() + " has a unit with serial " + label.serial();
            errors.add(error(position, link, label, ErrorCode.UNIT_UNKNOWN, rule));
        } else if (isOf(label, batch.get())) {
            gathering.add(
                    batch.get(), digest, position, "links", link, label.serial().value());
        } else {
            String rule = "the label is of GTIN " + label.gtin() + (label.lot() == null ? "" : " lot " + label.lot())
                    + ", named was " + batch.get();
            errors.add(error(position, link, label, ErrorCode.ARGUMENT_INVALID, rule));
        }
    }

    private static InputError error(int position, String link, DigitalLink label, ErrorCode code, String rule) {
        return new InputError(position, "links", link, label.serial().value(), code.name(), rule);
    }

    private static boolean isOf(DigitalLink label, GoodsOrder.Batch batch) {
        Lot lot = label.lot();
        return label.gtin().equals(batch.gtin()) && (lot == null || lot.equals(batch.lot()));
    }

    /** The batch that a label names; a compact one names none, and the ledger finds it. */
    private Optional<GoodsOrder.Batch> batch(DigitalLink label, UnitDigest digest) {
        Lot lot = label.lot();
        return lot != null
                ? Optional.of(new GoodsOrder.Batch(label.gtin(), lot))
                : registry.lot(label.gtin(), digest).map(found -> new GoodsOrder.Batch(label.gtin(), found));
    }
}
