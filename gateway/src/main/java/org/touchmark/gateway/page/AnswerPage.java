package org.touchmark.gateway.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.Basis;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.Gap;
import org.touchmark.domain.answer.LedgerView;
import org.touchmark.domain.answer.Reason;
import org.touchmark.domain.answer.UnitView;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.scan.Repair;
import org.touchmark.gateway.markup.Markup;

/** The answer to a scanned label, for the person who scanned it: the verdict first, then why, then what it leaves open. */
public final class AnswerPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Answer answer;
    private final Markup page;

    private AnswerPage(Answer answer, Markup page) {
        this.answer = answer;
        this.page = page;
    }

    /**
     * The page.
     *
     * @param answer the answer
     * @param repairs what was put right in the code before it
     * @return HTML
     */
    public static String render(Answer answer, List<Repair> repairs) {
        List<String> foot = answer.evidence().map(shown -> foot(shown.ledger())).orElse(List.of());
        return PageFrame.render(
                answer.verdict().headline() + " - Touchmark", page -> new AnswerPage(answer, page).body(repairs), foot);
    }

    private void body(List<Repair> repairs) {
        verdict();
        repairs(repairs);
        reasons();
        answer.evidence().ifPresent(evidence -> {
            unit(evidence);
            if (isGood()) {
                TrailSection.write(page, evidence);
            } else {
                TrailSection.writeHandOffs(page, evidence);
            }
        });
        gaps();
        note();
    }

    private void verdict() {
        VerdictStyle style = VerdictStyle.of(answer.verdict());
        page.open("div", "class", "verdict " + style.cssClass());
        page.resource(style.icon());
        page.open("div");
        page.element("p", style.word(), "class", "word");
        page.element("h1", answer.verdict().headline());
        if (isGood()) {
            answer.evidence()
                    .flatMap(Evidence::brand)
                    .ifPresent(brand -> page.element("p", maker(brand), "class", "maker"));
        }
        answer.verdict().reasons().stream().findFirst().ifPresent(reason -> page.element("p", reason.text()));
        page.close("div");
        page.close("div");
    }

    private void reasons() {
        List<Reason> reasons = answer.verdict().reasons();
        if (reasons.size() < 2) {
            return;
        }
        page.open("section", "aria-labelledby", "why");
        page.element("h2", "Why", "id", "why");
        page.open("ul", "class", "reasons");
        for (Reason reason : reasons) {
            page.open("li");
            page.element("p", reason.text());
            page.element("span", basis(reason.basis()), "class", "basis");
            page.close("li");
        }
        page.close("ul");
        page.close("section");
    }

    private void repairs(List<Repair> repairs) {
        if (repairs.isEmpty()) {
            return;
        }
        page.open("section", "aria-labelledby", "read");
        page.element("h2", "How the code was read", "id", "read");
        page.open("ul", "class", "plain");
        repairs.forEach(repair -> page.element("li", repair.text()));
        page.close("ul");
        page.close("section");
    }

    private boolean isGood() {
        return answer.verdict() instanceof Verdict.Genuine || answer.verdict() instanceof Verdict.GenuineBut;
    }

    // What the ledger knows of a batch says nothing of a label that is not of it, and would lend it credit.
    private void unit(Evidence evidence) {
        boolean good = isGood();
        UnitView unit = evidence.unit();
        page.open("section", "aria-labelledby", "unit");
        page.element("h2", good ? "The unit" : "What the label claims", "id", "unit");
        page.open("dl");
        if (good) {
            evidence.brand().ifPresent(this::brand);
        }
        row("GTIN", unit.gtin().digits());
        unit.lot().ifPresent(lot -> row("Lot", lot.value()));
        row("Serial", unit.serial().value());
        if (good) {
            evidence.batch().ifPresent(this::batch);
        }
        page.close("dl");
        page.close("section");
    }

    private void brand(Admission brand) {
        row("Maker", brand.party().name() + ", GLN " + brand.party().gln() + ", as this gateway says");
        brand.suspension()
                .ifPresent(suspension -> row(
                        "Suspended",
                        "Since " + TIME.format(suspension.since())
                                + ", by the organisations' votes, as this gateway says"));
    }

    private void batch(BatchHead batch) {
        row("Produced", DAY.format(batch.terms().produced()));
        batch.terms().expiry().ifPresent(day -> row("Good until", DAY.format(day)));
        batch.sealedAt().ifPresent(at -> row("Registered", TIME.format(at)));
    }

    private void gaps() {
        if (answer.notEstablished().isEmpty()) {
            return;
        }
        page.open("section", "aria-labelledby", "gaps");
        page.element("h2", "What this does not show", "id", "gaps");
        page.open("ul", "class", "plain");
        for (Gap gap : answer.notEstablished()) {
            page.element("li", gap.text());
        }
        page.close("ul");
        page.close("section");
    }

    private void note() {
        page.open("section", "class", "note", "aria-labelledby", "check");
        page.element("h2", "This page can't vouch for itself", "id", "check");
        page.element(
                "p",
                "It comes from the address on the label, and a forger can print a label that leads to a page of his own.");
        page.open("p");
        page.text(
                "To be sure, check the label with a program from elsewhere that holds the organisations' certificates: ");
        page.element("code", "touchmark scan PHOTO");
        page.text(" draws its own verdict from the evidence, and says where this gateway's differs.");
        page.close("p");
        page.close("section");
    }

    private void row(String term, String value) {
        page.element("dt", term).element("dd", value);
    }

    /** Nothing proves yet that the number range is the brand's, or what it is called. */
    private static String maker(Admission brand) {
        return "Made by " + brand.party().name() + ", as this gateway says"
                + (brand.suspension().isPresent() ? "; it is suspended now." : ".");
    }

    private static String basis(Basis basis) {
        return switch (basis) {
            case PROVED -> "Proved by signatures";
            case GATEWAY_SAYS -> "On this gateway's word";
            case LABEL -> "Read from the label";
        };
    }

    private static List<String> foot(LedgerView ledger) {
        List<String> lines = new ArrayList<>();
        lines.add("Read from channel " + ledger.channel() + " at height " + ledger.height() + " on "
                + TIME.format(Instant.ofEpochMilli(ledger.asOf().toEpochMilli())) + ".");
        lines.add(
                ledger.operators() == 1
                        ? "This ledger has one operator (" + ledger.kind()
                                + "): it could rewrite what organisations voted, but not what makers and holders signed."
                        : "This ledger has " + ledger.operators() + " operators (" + ledger.kind() + ").");
        return lines;
    }
}
