package org.touchmark.domain.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * What a believer trusts and nothing else: the root certificates of a channel's organisations, from a file it holds, never
 * from the gateway that answers it. {@code operators} is how many independent operators hold the organisations' keys: one
 * on an embedded ledger.
 */
public record PinnedRoots(String channel, String ledger, int operators, List<PinnedOrganisation> organisations) {
    /** Organisations at most. */
    public static final int MAX_ORGANISATIONS = 256;

    public PinnedRoots {
        organisations = List.copyOf(organisations);
        if (organisations.isEmpty() || organisations.size() > MAX_ORGANISATIONS) {
            throw refused("has " + organisations.size() + " organisations, should be 1 to " + MAX_ORGANISATIONS);
        }
        if (operators < 1 || operators > organisations.size()) {
            throw refused("operators is " + operators + ", should be 1 to the number of organisations");
        }
        Set<String> msps = new HashSet<>();
        for (PinnedOrganisation organisation : organisations) {
            if (!msps.add(organisation.msp())) {
                throw refused("organisation \"" + organisation.msp() + "\" is there twice");
            }
        }
    }

    /** Reads a roots document: {@code {"channel","ledger","operators","organisations":[{"msp","name","roots":[PEM]}]}}. */
    public static PinnedRoots parse(String json) {
        JsonObject document = CanonicalJson.parseAnyOrder(json);
        List<PinnedOrganisation> organisations = document.objects("organisations").stream()
                .map(organisation -> new PinnedOrganisation(
                        organisation.text("msp"),
                        organisation.text("name"),
                        organisation.texts("roots").stream()
                                .map(Certificates::parsePem)
                                .toList()))
                .toList();
        return new PinnedRoots(
                document.text("channel"),
                document.text("ledger"),
                document.integer("operators", 1, MAX_ORGANISATIONS),
                organisations);
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "roots: " + rule);
    }
}
