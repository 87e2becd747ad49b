package org.touchmark.gateway.page;

import org.touchmark.domain.answer.Verdict;
import org.touchmark.gateway.markup.MarkupResource;

/**
 * How a verdict looks. Colour and icon repeat what the words say, for those who see them.
 *
 * @param cssClass the colours
 * @param word a word above the headline
 * @param icon a drawing
 */
record VerdictStyle(String cssClass, String word, MarkupResource icon) {
    private static final VerdictStyle GENUINE = style("genuine", "Confirmed");
    private static final VerdictStyle CAUTION = style("caution", "Attention");
    private static final VerdictStyle REFUSED = style("refused", "Warning");
    private static final VerdictStyle UNKNOWN = style("unknown", "No answer");
    private static final VerdictStyle NO_UNIT = style("unknown", "Another kind of code");

    static VerdictStyle of(Verdict verdict) {
        if (verdict instanceof Verdict.Genuine) {
            return GENUINE;
        }
        if (verdict instanceof Verdict.GenuineBut || verdict instanceof Verdict.NotRegistered) {
            return CAUTION;
        }
        if (verdict instanceof Verdict.NotAUnit) {
            return NO_UNIT;
        }
        return verdict instanceof Verdict.MalformedCode ? UNKNOWN : REFUSED;
    }

    /** For when no verdict can be given. */
    static VerdictStyle unknown() {
        return UNKNOWN;
    }

    private static VerdictStyle style(String name, String word) {
        return new VerdictStyle(name, word, MarkupResource.load("/org/touchmark/gateway/page/icon-" + name + ".svg"));
    }
}
