package org.touchmark.domain.golden;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.ledger.Operation;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** The golden vectors of what the ledger holds and parties sign; {@link GoldenVectors} writes them. */
final class LedgerVectors {
    private static final String CHANNEL = "touchmark";
    private static final Gln BRAND = new Gln("9506000000008");
    private static final Gln RECEIVER = new Gln("9506000100005");
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00.123Z");
    private static final BatchTerms SIGNED = terms(LabelProfile.SIGNED);
    private static final BatchTerms COMPACT = terms(LabelProfile.COMPACT);

    private LedgerVectors() {}

    static List<String> lines() {
        Bytes root = tree().root();
        Page page = Page.of(digests().subList(0, 2));
        SortedMap<UnitDigest, Integer> ordinals = new TreeMap<>();
        digests().subList(0, 2).forEach(digest -> ordinals.put(digest, 7));
        HandOff handOff = handOff();
        return List.of(
                "page = " + hex(page.toBytes()),
                "pageRoot = " + page.root(),
                "pageWithOrdinals = " + hex(Page.of(ordinals).toBytes()),
                "pageWithOrdinalsRoot = " + Page.of(ordinals).root(),
                "batchRoot(5000 digests, i of them = SHA-256(4-byte i)[0..16], 2 pages) = " + root,
                "sealSigned = " + hex(Seal.signedBytes(CHANNEL, SIGNED, BRAND, root, NOON)),
                "sealCompact = " + hex(Seal.signedBytes(CHANNEL, COMPACT, BRAND, root, NOON)),
                "offer = " + hex(handOff.offer().signedBytes(CHANNEL)),
                "consignmentLeafOfUnit = " + hex(leaves().get(0)),
                "consignmentLeafOfContainer = " + hex(leaves().get(3)),
                "consignmentRoot(3 units, 1 container) = "
                        + consignment().root().root(),
                "acceptPart = "
                        + hex(handOff.acceptPartBytes(CHANNEL, units(1).root(), List.of(), NOON.plusSeconds(60))),
                "acceptPartLess = "
                        + hex(handOff.acceptPartBytes(
                                CHANNEL,
                                consignment().root(),
                                List.of(new Sscc("095060000000000022")),
                                NOON.plusSeconds(60))),
                "refuse = " + hex(handOff.endBytes(CHANNEL, HandOffState.REFUSED, NOON.plusSeconds(60))),
                "accept = " + hex(handOff.acceptBytes(CHANNEL, NOON.plusSeconds(60))),
                "statusOfUnit = " + status(consignment().things().get(0), Status.STOLEN),
                "statusOfContainer = " + status(consignment().things().get(3), Status.EXPORTED),
                "statusOfBatch = " + status(new Subject.OfBatch(SIGNED.gtin(), SIGNED.lot()), Status.RECALLED),
                "labelKeyRevocation = "
                        + hex(LabelKey.revocationClaim(
                                CHANNEL, BRAND, SIGNED.labelKey().orElseThrow(), NOON)),
                "party = " + party().toJson(),
                "partyDigest = " + party().digest(),
                "operation = "
                        + Operation.of(
                                        "operationOfTests1",
                                        "batch:AddPages",
                                        List.of("09506000134352", "L1"),
                                        new TreeMap<>(Map.of("page/0", page.toBytes())))
                                .content());
    }

    private static BatchTerms terms(LabelProfile profile) {
        boolean signed = profile == LabelProfile.SIGNED;
        return new BatchTerms(
                new Gtin("09506000134352"),
                new Lot("L-2026/1"),
                signed ? Optional.of(LocalDate.of(2031, 12, 31)) : Optional.empty(),
                LocalDate.of(2026, 6, 1),
                5_000,
                profile,
                signed ? Optional.of(LabelKeyId.parse("21fe31df")) : Optional.empty());
    }

    private static BatchTree tree() {
        PageLayout layout = SIGNED.layout();
        return BatchTree.of(IntStream.range(0, layout.pages())
                .mapToObj(number -> Page.of(digests().stream()
                        .filter(digest -> layout.pageOf(digest) == number)
                        .toList()))
                .map(PageSummary::of)
                .toList());
    }

    private static List<UnitDigest> digests() {
        return IntStream.range(0, 5_000)
                .mapToObj(i -> UnitDigest.read(
                        Sha256.of(HexFormat.of().parseHex("%08x".formatted(i))).toArray(), 0))
                .toList();
    }

    private static Consignment units(int count) {
        return new Consignment(SIGNED.gtin(), SIGNED.lot(), digests().subList(0, count));
    }

    static Consignment consignment() {
        return new Consignment(units(3).groups(), List.of(new Sscc("095060000000000015")));
    }

    /** The leaves under the consignment's root. */
    static List<byte[]> leaves() {
        return consignment().things().stream()
                .map(thing ->
                        thing.sign(SignedBytes.of("touchmark/consignment/v1")).toBytes())
                .toList();
    }

    private static HandOff handOff() {
        Offer offer = new Offer(
                HandOffId.of(BRAND, new OperationId("handoffs00000001")),
                BRAND,
                RECEIVER,
                consignment().root(),
                NOON,
                NOON.plusSeconds(1_209_600));
        // The receiver signs a hash of the sender's signature, whatever it is.
        Bytes signature = Bytes.of(new byte[] {0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01});
        return new HandOff(
                offer, new ClaimantSignature(BRAND, Bytes.of(new byte[1]), signature, NOON), NOON, Optional.empty());
    }

    private static Party party() {
        return new Party(
                BRAND,
                "Aurelia \u2013 Uhren",
                new MspId("AureliaMSP"),
                Sha256.of(new byte[1]),
                List.of(Role.RETAILER, Role.BRAND),
                List.of(new CompanyPrefix("9506000")));
    }

    private static String status(Subject subject, Status status) {
        return hex(Mark.signedBytes(CHANNEL, subject, status, BRAND, NOON));
    }

    private static String hex(byte[] bytes) {
        return Encodings.hex(bytes);
    }
}
