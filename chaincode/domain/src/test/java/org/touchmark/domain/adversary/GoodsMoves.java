package org.touchmark.domain.adversary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** Makes the calls that do something with goods, as a client makes them. */
final class GoodsMoves {
    private final Map<String, HandOff> offered = new HashMap<>();

    Attempt offer(Manner manner, String operation, String to, List<Goods> goods, Duration transit) {
        Gln from = new Gln(manner.by().gln());
        HandOffId id = HandOffId.of(from, new OperationId(operation));
        Consignment consignment = consignment(goods);
        Offer offer = new Offer(
                id,
                from,
                new Gln(to),
                consignment.root(),
                manner.claimAt(),
                manner.claimAt().plus(transit));
        ClaimantSignature signature = manner.sign(offer.signedBytes(Cast.CHANNEL));
        offered.put(id.value(), new HandOff(offer, signature, manner.time(), Optional.empty()));
        Deal deal = new Deal(id.value(), from.digits(), to, goods, offer.deadline());
        return new Attempt(
                manner.send(operation, "custody:Offer", json(new SignedOffer(offer, consignment, signature).toJson())),
                List.of(new GoodsActs.Offering(manner.by(), deal, manner.claim(signature))));
    }

    Attempt accept(Manner manner, String operation, Deal deal) {
        HandOff handOff = offered.get(deal.id);
        return answer(
                manner,
                operation,
                "custody:Accept",
                deal,
                handOff.acceptBytes(Cast.CHANNEL, manner.claimAt()),
                "ACCEPTED");
    }

    Attempt end(Manner manner, String operation, Deal deal, HandOffState state) {
        byte[] bytes = offered.get(deal.id).endBytes(Cast.CHANNEL, state, manner.claimAt());
        String function = state == HandOffState.REFUSED ? "custody:Refuse" : "custody:Cancel";
        return answer(manner, operation, function, deal, bytes, state.name());
    }

    private static Attempt answer(
            Manner manner, String operation, String function, Deal deal, byte[] bytes, String state) {
        ClaimantSignature signature = manner.sign(bytes);
        return new Attempt(
                manner.send(operation, function, deal.id, json(signature.toJson())),
                List.of(new GoodsActs.Answering(manner.by(), deal, state, Optional.empty(), manner.claim(signature))));
    }

    Attempt acceptPart(Manner manner, String operation, Deal deal, List<Goods> part) {
        Consignment some = consignment(part);
        ClaimantSignature signature = manner.sign(
                offered.get(deal.id).acceptPartBytes(Cast.CHANNEL, some.root(), List.of(), manner.claimAt()));
        return new Attempt(
                manner.send(operation, "custody:AcceptPart", deal.id, things(part), json(signature.toJson())),
                List.of(new GoodsActs.Answering(
                        manner.by(), deal, "ACCEPTED_IN_PART", Optional.of(part), manner.claim(signature))));
    }

    Attempt lapse(Manner manner, String operation, Deal deal) {
        return new Attempt(
                manner.send(operation, "custody:Lapse", deal.id), List.of(new GoodsActs.Lapsing(manner.by(), deal)));
    }

    Attempt create(Manner manner, String operation, String sscc, int level) {
        return new Attempt(
                manner.send(operation, "container:Create", sscc, Integer.toString(level)),
                List.of(new GoodsActs.Creating(manner.by(), sscc, level)));
    }

    Attempt move(Manner manner, String operation, Optional<Goods> from, Optional<Goods> into, List<Goods> things) {
        List<String> arguments = new ArrayList<>();
        from.ifPresent(box -> arguments.add(box.name));
        into.ifPresent(box -> arguments.add(box.name));
        arguments.add(things(things));
        String function = from.isEmpty() ? "Pack" : into.isEmpty() ? "Unpack" : "Repack";
        return new Attempt(
                manner.send(operation, "container:" + function, arguments.toArray(String[]::new)),
                List.of(new GoodsActs.Moving(manner.by(), from, into, things)));
    }

    Attempt close(Manner manner, String operation, Goods box, boolean close) {
        return new Attempt(
                manner.send(operation, close ? "container:Seal" : "container:Unseal", box.name),
                List.of(new GoodsActs.Closing(manner.by(), box, close)));
    }

    Attempt report(Manner manner, String operation, Goods of, String status) {
        ClaimantSignature signature = signReport(manner, subject(of), status);
        return new Attempt(
                reportCall(manner, operation, subject(of), status, signature),
                List.of(new GoodsActs.Reporting(manner.by(), of, status, manner.claim(signature))));
    }

    Attempt recall(Manner manner, String operation, Lotted lot, String status) {
        Subject subject = new Subject.OfBatch(new Gtin(lot.gtin), new Lot(lot.lot));
        ClaimantSignature signature = signReport(manner, subject, status);
        return new Attempt(
                reportCall(manner, operation, subject, status, signature),
                List.of(new GoodsActs.Recalling(manner.by(), lot, status, manner.claim(signature))));
    }

    private static ClaimantSignature signReport(Manner manner, Subject subject, String status) {
        return manner.sign(Mark.signedBytes(
                Cast.CHANNEL, subject, Status.parse(status), new Gln(manner.by().gln()), manner.claimAt()));
    }

    private static Court.Sent reportCall(
            Manner manner, String operation, Subject subject, String status, ClaimantSignature signature) {
        return manner.send(
                operation, "status:Report", json(new Report(subject, Status.parse(status), signature).toJson()));
    }

    Attempt undo(Manner manner, String operation, Goods of, String status) {
        String undo = json(JsonObject.builder()
                .put("subject", subject(of).toJson())
                .put("status", status)
                .build());
        return new Attempt(
                manner.send(operation, "status:Undo", undo), List.of(new GoodsActs.Undoing(manner.by(), of, status)));
    }

    static Subject subject(Goods of) {
        if (!of.isUnit()) {
            return new Subject.OfContainer(new Sscc(of.name));
        }
        Lotted lot = of.lot.orElseThrow();
        return new Subject.OfUnit(new Gtin(lot.gtin), new Lot(lot.lot), digest(of));
    }

    static UnitDigest digest(Goods unit) {
        return UnitDigest.parse(unit.name.substring(unit.name.lastIndexOf('/') + 1));
    }

    private static Consignment consignment(List<Goods> goods) {
        Map<Lotted, List<UnitDigest>> groups = new TreeMap<>(java.util.Comparator.comparing((Lotted lot) -> lot.name));
        Set<Sscc> containers = new LinkedHashSet<>();
        for (Goods one : goods) {
            if (one.isUnit()) {
                groups.computeIfAbsent(one.lot.orElseThrow(), lot -> new ArrayList<>())
                        .add(digest(one));
            } else {
                containers.add(new Sscc(one.name));
            }
        }
        List<UnitGroup> units = groups.entrySet().stream()
                .map(entry ->
                        new UnitGroup(new Gtin(entry.getKey().gtin), new Lot(entry.getKey().lot), entry.getValue()))
                .toList();
        return new Consignment(units, List.copyOf(containers));
    }

    private static String things(List<Goods> goods) {
        return json(consignment(goods).write(JsonObject.builder()).build());
    }

    static String json(JsonObject object) {
        return CanonicalJson.write(object);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
