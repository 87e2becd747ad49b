package org.touchmark.domain.adversary;

import java.security.KeyPair;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.Ed25519Signatures;
import org.touchmark.domain.unit.UnitDigest;

/** Makes the calls that concern companies, batches and label keys, as a client makes them. */
final class OfficeMoves {
    private static final int KEYS = 6;
    private static final List<KeyPair> LABEL_KEYS =
            IntStream.range(0, KEYS).mapToObj(i -> TestBatch.ed25519Keys()).toList();

    private final Map<String, KeyPair> keysById = new HashMap<>();

    OfficeMoves() {
        LABEL_KEYS.forEach(keys -> keysById.put(keyId(keys), keys));
    }

    KeyPair labelKey(String id) {
        return keysById.get(id);
    }

    private static String keyId(KeyPair keys) {
        return LabelKeyId.of(Ed25519Signatures.rawPublicKey(keys.getPublic())).hex();
    }

    Attempt propose(Manner admin, String operation, Company company, Company.Form form) {
        return new Attempt(
                admin.send(
                        operation,
                        "party:Propose",
                        GoodsMoves.json(party(company, form).toJson())),
                List.of(new VoteActs.Admitting(admin.by(), company.gln, form, false)));
    }

    Attempt vote(Manner admin, String operation, Company company, Company.Form form) {
        return new Attempt(
                admin.send(
                        operation,
                        "party:Vote",
                        company.gln,
                        party(company, form).digest().hex()),
                List.of(new VoteActs.Admitting(admin.by(), company.gln, form, true)));
    }

    Attempt suspend(Manner admin, String operation, Company company, boolean suspended) {
        return new Attempt(
                admin.send(operation, suspended ? "party:Suspend" : "party:Reinstate", company.gln),
                List.of(new VoteActs.Suspending(admin.by(), company.gln, suspended)));
    }

    Attempt advance(Manner manner, String operation) {
        return new Attempt(manner.send(operation, "time:Advance"), List.of(new VoteActs.Advancing(manner.by())));
    }

    private static Party party(Company company, Company.Form form) {
        return new Party(
                new Gln(company.gln),
                form.name(),
                new MspId(company.msp),
                Bytes.fromHex("key", form.key(), 32),
                form.roles().stream().map(Role::parse).toList(),
                form.prefixes().stream().map(CompanyPrefix::new).toList());
    }

    Attempt register(Manner manner, String operation, int number) {
        KeyPair keys = LABEL_KEYS.get(number % KEYS);
        Bytes publicKey = Ed25519Signatures.rawPublicKey(keys.getPublic());
        Gln gln = new Gln(manner.by().gln());
        ClaimantSignature signature = manner.sign(LabelKey.claim(Cast.CHANNEL, gln, publicKey, manner.claimAt()));
        LabelKey key = new LabelKey(LabelKeyId.of(publicKey), publicKey, gln, manner.claimAt(), null, signature);
        return new Attempt(
                manner.send(operation, "party:RegisterLabelKey", GoodsMoves.json(key.toJson())),
                List.of(new BatchActs.Registering(manner.by(), key.keyId().hex(), manner.claim(signature))));
    }

    Attempt revoke(Manner manner, String operation, String gln, String id) {
        ClaimantSignature signature = manner.sign(
                LabelKey.revocationClaim(Cast.CHANNEL, new Gln(gln), LabelKeyId.parse(id), manner.claimAt()));
        return new Attempt(
                manner.send(operation, "party:RevokeLabelKey", gln, id, GoodsMoves.json(signature.toJson())),
                List.of(new BatchActs.Revoking(manner.by(), gln, id, manner.claim(signature))));
    }

    Attempt open(Manner manner, String operation, Lotted lot, Lotted.Template template) {
        return new Attempt(
                manner.send(
                        operation,
                        "batch:Open",
                        GoodsMoves.json(terms(lot, template).toJson())),
                List.of(new BatchActs.Opening(manner.by(), lot, template)));
    }

    Attempt fill(Manner manner, String operation, Lotted lot, Lotted.Template template) {
        SortedMap<String, byte[]> data = new TreeMap<>();
        data.put("page/0", page(template).toBytes());
        return new Attempt(
                manner.send(operation, "batch:AddPages", data, lot.gtin, lot.lot),
                List.of(new BatchActs.Filling(manner.by(), lot, template.digests(), template.places())));
    }

    Attempt seal(Manner manner, String operation, Lotted lot, Lotted.Template known) {
        Bytes root = BatchTree.of(List.of(PageSummary.of(page(known)))).root();
        ClaimantSignature signature = manner.sign(Seal.signedBytes(
                Cast.CHANNEL, terms(lot, known), new Gln(manner.by().gln()), root, manner.claimAt()));
        return new Attempt(
                manner.send(
                        operation,
                        "batch:Seal",
                        lot.gtin,
                        lot.lot,
                        GoodsMoves.json(new Seal(root, signature).toJson())),
                List.of(new BatchActs.Sealing(manner.by(), lot, known, manner.claim(signature))));
    }

    Attempt abandon(Manner manner, String operation, Lotted lot) {
        return new Attempt(
                manner.send(operation, "batch:Abandon", lot.gtin, lot.lot),
                List.of(new BatchActs.Abandoning(manner.by(), lot)));
    }

    private static BatchTerms terms(Lotted lot, Lotted.Template template) {
        return new BatchTerms(
                new Gtin(lot.gtin),
                new Lot(lot.lot),
                Optional.empty(),
                LocalDate.of(2026, 6, 1),
                template.digests().size(),
                template.labelKey().isPresent() ? LabelProfile.SIGNED : LabelProfile.COMPACT,
                template.labelKey().map(LabelKeyId::parse),
                template.runs().isEmpty() ? Optional.empty() : Optional.of(plan(template)));
    }

    private static PackingPlan plan(Lotted.Template template) {
        List<PlanRun> runs = new ArrayList<>();
        for (Lotted.Run run : template.runs()) {
            runs.add(new PlanRun(
                    new Sscc(run.ssccs().get(0)),
                    run.ssccs().size(),
                    run.level(),
                    run.parent() < 0 ? OptionalInt.empty() : OptionalInt.of(run.parent()),
                    run.each()));
        }
        return new PackingPlan(runs);
    }

    private static Page page(Lotted.Template template) {
        List<UnitDigest> digests =
                template.digests().stream().map(UnitDigest::parse).toList();
        if (template.runs().isEmpty() && template.places().stream().allMatch(place -> place < 0)) {
            return Page.of(digests);
        }
        SortedMap<UnitDigest, Integer> ordinals = new TreeMap<>();
        for (int i = 0; i < digests.size(); i++) {
            int place = template.places().get(i);
            ordinals.put(digests.get(i), place < 0 ? PackingPlan.LOOSE : place);
        }
        return Page.of(ordinals);
    }
}
