package org.touchmark.contract;

import static org.hyperledger.fabric.contract.annotation.Transaction.TYPE.EVALUATE;
import static org.hyperledger.fabric.contract.annotation.Transaction.TYPE.SUBMIT;

import java.util.List;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Consortium;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.PartyRules;

/** Contract {@code party}: the consortium, its parties, and their label keys. */
@Contract(name = "party", info = @Info(title = "Parties and their keys", version = "1"))
public final class PartyContract extends TouchmarkContract {

    /** Founds the consortium of the organisations in {@code {"msps":[..]}}. */
    @Transaction(intent = SUBMIT, name = "Found")
    public String found(Context context, String operation, String consortium) {
        return submit(
                context,
                operation,
                List.of(consortium),
                (call, caller) -> PartyRules.found(
                                call, caller, Consortium.fromJson(CanonicalJson.parseAnyOrder(consortium)))
                        .toJson());
    }

    /** Proposes a party, and votes for it. */
    @Transaction(intent = SUBMIT, name = "Propose")
    public String propose(Context context, String operation, String party) {
        return submit(
                context,
                operation,
                List.of(party),
                (call, caller) -> PartyRules.propose(call, caller, Party.fromJson(CanonicalJson.parseAnyOrder(party)))
                        .toJson());
    }

    /** Votes for the party that stands proposed under a GLN, named by the hex SHA-256 of its canonical JSON. */
    @Transaction(intent = SUBMIT, name = "Vote")
    public String vote(Context context, String operation, String gln, String digest) {
        return submit(
                context,
                operation,
                List.of(gln, digest),
                (call, caller) -> PartyRules.vote(
                                call, caller, new Gln(gln), Bytes.fromHex("the digest", digest, Sha256.LENGTH))
                        .toJson());
    }

    /** The admission of a party. */
    @Transaction(intent = EVALUATE, name = "Read")
    public String read(Context context, String gln) {
        return evaluate(
                context, call -> Parties.read(call.state(), new Gln(gln)).toJson());
    }

    /** Registers a key that signs labels, certified by its brand's own signature. */
    @Transaction(intent = SUBMIT, name = "RegisterLabelKey")
    public String registerLabelKey(Context context, String operation, String labelKey) {
        return submit(
                context,
                operation,
                List.of(labelKey),
                (call, caller) -> LabelKeyRules.register(
                                call, caller, CLAIMS, LabelKey.fromJson(CanonicalJson.parseAnyOrder(labelKey)))
                        .toJson());
    }

    /** All label keys of a party. */
    @Transaction(intent = EVALUATE, name = "LabelKeys")
    public String labelKeys(Context context, String gln) {
        return evaluate(context, call -> array(LabelKeyRules.list(call.state(), new Gln(gln)), LabelKey::toJson));
    }
}
