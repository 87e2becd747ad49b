package org.touchmark.domain.answer;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.domain.scan.Scan;
import org.touchmark.domain.scan.Thing;

/**
 * What a label's path answers to a program: a verdict, what it leaves open, and the evidence to check it by.
 *
 * @param evidence empty only for a code that names no unit
 */
public record Answer(Verdict verdict, List<Gap> notEstablished, Optional<Evidence> evidence) {
    /** One of each event of a trail, and what is found beside it. */
    private static final int MAX_REASONS = Trail.MAX_EVENTS + 100;

    public Answer {
        notEstablished = List.copyOf(notEstablished);
    }

    /** The answer to a code that is no label. */
    public static Answer malformed(MalformedCodeException malformed) {
        Reason reason = new Reason(
                ReasonCode.CODE_MALFORMED.wire(),
                "The code breaks the rules at character " + malformed.position() + ": " + malformed.reason(),
                Basis.LABEL);
        return new Answer(new Verdict.MalformedCode(List.of(reason)), List.of(), Optional.empty());
    }

    /** The answer to a code of something else than a unit: what it is. */
    public static Answer other(Scan.Other scan) {
        return notAUnit(scan.thing(), scan.said());
    }

    /** The answer to a text that is no code of GS1's. */
    public static Answer foreign() {
        return malformed(Scan.Foreign.fault());
    }

    /**
     * The answer to a scanned unit, from the one that its link would have. A code that is no link is no label either, and so
     * no forged one; without the label's secret, it can't be said to be unknown.
     */
    public static Answer scanned(Scan.Unit scan, Answer ofLink) {
        boolean unfair =
                ofLink.verdict() instanceof Verdict.ForgedLabel || ofLink.verdict() instanceof Verdict.NotRegistered;
        if (scan.form() == Scan.Form.LINK || !unfair) {
            return ofLink;
        }
        String named = "GTIN " + scan.link().gtin() + " serial " + scan.link().serial();
        return notAUnit(Thing.ITEM_CODE, Thing.ITEM_CODE.headline() + ": " + named + ". " + Thing.ITEM_CODE.wayOut());
    }

    private static Answer notAUnit(Thing thing, String text) {
        Reason reason = new Reason(thing.wire(), text, Basis.LABEL);
        return new Answer(new Verdict.NotAUnit(List.of(reason)), List.of(), Optional.empty());
    }

    /**
     * Reads an answer as {@link #toJson} writes it; its headline follows from the verdict and is passed over.
     *
     * @throws org.touchmark.domain.error.RefusedException naming the field that is wrong
     */
    public static Answer parse(String json) {
        JsonObject answer = CanonicalJson.parseAnyOrder(json);
        List<JsonObject> reasons = answer.objects("reasons");
        List<JsonObject> gaps = answer.objects("notEstablished");
        if (reasons.size() > MAX_REASONS || gaps.size() > MAX_REASONS) {
            throw answer.refused("reasons", "are more than " + MAX_REASONS);
        }
        return new Answer(
                Verdict.of(
                        answer.text("verdict"),
                        reasons.stream().map(Reason::fromJson).toList()),
                gaps.stream().map(Gap::fromJson).toList(),
                answer.has("unit") ? Optional.of(Evidence.read(answer)) : Optional.empty());
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("verdict", verdict.wire())
                .put("headline", verdict.headline())
                .putObjects(
                        "reasons",
                        verdict.reasons().stream().map(Reason::toJson).toList())
                .putObjects(
                        "notEstablished",
                        notEstablished.stream().map(Gap::toJson).toList());
        evidence.ifPresent(shown -> shown.write(json));
        return json.build();
    }
}
