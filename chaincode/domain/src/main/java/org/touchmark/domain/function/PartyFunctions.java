package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.question;
import static org.touchmark.domain.function.LedgerFunction.write;

import java.util.List;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.party.Consortium;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.PartyRules;
import org.touchmark.domain.party.PrefixChange;
import org.touchmark.domain.party.Proposal;
import org.touchmark.domain.party.SuspensionRules;

/** Contract {@code party}: the consortium, its parties, and their label keys. */
final class PartyFunctions {
    private PartyFunctions() {}

    static List<LedgerFunction> all(Claims claims) {
        return List.of(
                write(
                        "party:Found",
                        List.of("consortium"),
                        (call, caller, in) -> PartyRules.found(call, caller, Consortium.fromJson(in.json(0)))
                                .toJson()),
                write(
                        "party:Propose",
                        List.of("party"),
                        (call, caller, in) -> PartyRules.propose(call, caller, Party.fromJson(in.json(0)))
                                .toJson()),
                write(
                        "party:Vote",
                        List.of("gln", "digest"),
                        (call, caller, in) -> PartyRules.vote(call, caller, in.gln(0), in.hash(1))
                                .toJson()),
                write(
                        "party:Suspend",
                        List.of("gln"),
                        (call, caller, in) ->
                                SuspensionRules.suspend(call, caller, in.gln(0)).toJson()),
                write(
                        "party:Reinstate",
                        List.of("gln"),
                        (call, caller, in) -> SuspensionRules.reinstate(call, caller, in.gln(0))
                                .toJson()),
                write(
                        "party:RegisterLabelKey",
                        List.of("labelKey"),
                        (call, caller, in) -> LabelKeyRules.register(
                                        call, caller, claims, LabelKey.fromJson(in.json(0)))
                                .toJson()),
                write(
                        "party:RevokeLabelKey",
                        List.of("gln", "keyId", "signature"),
                        (call, caller, in) -> LabelKeyRules.revoke(
                                        call, caller, claims, in.gln(0), in.labelKey(1), in.signature(2))
                                .toJson()),
                question(
                        "party:Read",
                        List.of("gln"),
                        (call, in) -> Parties.read(call.state(), in.gln(0)).toJson()),
                question(
                        "party:Proposals",
                        List.of("gln"),
                        (call, in) -> JsonArray.of(
                                PartyRules.proposals(call.state(), in.gln(0), call.time()), Proposal::toJson)),
                question(
                        "party:Version",
                        List.of("gln", "version"),
                        (call, in) -> Parties.read(call.state(), in.gln(0), in.number(1))
                                .toJson()),
                question(
                        "party:PrefixHistory",
                        List.of("prefix"),
                        (call, in) -> JsonArray.of(
                                PartyRules.prefixHistory(call.state(), in.prefix(0)), PrefixChange::toJson)),
                question(
                        "party:LabelKey",
                        List.of("gln", "keyId"),
                        (call, in) -> LabelKeyRules.read(call.state(), in.gln(0), in.labelKey(1))
                                .toJson()),
                question(
                        "party:LabelKeys",
                        List.of("gln"),
                        (call, in) -> JsonArray.of(LabelKeyRules.list(call.state(), in.gln(0)), LabelKey::toJson)));
    }
}
