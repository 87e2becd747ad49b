package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.touchmark.domain.adversary.Cast.Identity;
import org.touchmark.domain.adversary.Model.By;
import org.touchmark.domain.adversary.Model.Claim;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How somebody calls: as whom, by which clocks, and with a claim that is signed as it should be or not.
 *
 * @param signer the same as the caller, unless something is wrong
 * @param sound whether the claim signs what it should
 */
record Manner(Identity caller, Identity signer, Instant time, Instant claimAt, boolean sound) {
    private static final byte[] OTHER = {1};
    private static final int SKEW_SECONDS = 300;

    static Manner calm(Identity who, Instant now) {
        return new Manner(who, who, now, now, true);
    }

    /** How a company's step is made: mostly as it should be. */
    static Manner of(Step step, Cast.Member member, Company company, Instant now) {
        int first = member.identities().get(0).by().key().equals(company.form().key()) ? 0 : 2;
        int pick = step.pick(6);
        int caller = pick >= 990 ? pick % 3 : pick >= 800 && pick < 900 && first == 0 ? 1 : first;
        int signer = pick >= 980 && pick < 990 ? pick % 3 : caller;
        Instant time = now.plusSeconds(skew(step.pick(7)));
        return new Manner(
                member.identities().get(caller),
                member.identities().get(signer),
                time,
                time.plusSeconds(skew(step.pick(8))),
                pick < 970 || pick >= 980);
    }

    /** Mostly right, often as wrong as may be, rarely more. */
    private static int skew(int pick) {
        if (pick < 500) {
            return 0;
        }
        if (pick >= 990) {
            return pick % 2 == 0 ? SKEW_SECONDS + 1 : -SKEW_SECONDS - 1;
        }
        return pick < 650 ? SKEW_SECONDS : pick < 800 ? -SKEW_SECONDS : (pick - 895) * 3;
    }

    By by() {
        return caller.by();
    }

    ClaimantSignature sign(byte[] message) {
        return signer.sign(sound ? message : OTHER, claimAt);
    }

    Claim claim(ClaimantSignature signature) {
        return new Claim(
                signer.by().gln(),
                signer.by().key(),
                sound && signer.caller().certificate().equals(caller.caller().certificate()),
                signature.at(),
                signature.signature().base64());
    }

    Court.Sent send(String operation, String function, String... arguments) {
        return send(operation, function, new TreeMap<>(), arguments);
    }

    Court.Sent send(String operation, String function, SortedMap<String, byte[]> data, String... arguments) {
        List<String> all = new ArrayList<>(List.of(operation));
        all.addAll(List.of(arguments));
        return new Court.Sent(function, all, data, caller.caller(), time);
    }
}
