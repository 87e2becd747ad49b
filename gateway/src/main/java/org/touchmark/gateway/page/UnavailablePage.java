package org.touchmark.gateway.page;

import java.util.List;

/** What a person sees who scans a label while the ledger does not answer. */
public final class UnavailablePage {
    private UnavailablePage() {}

    /**
     * The page.
     *
     * @return HTML
     */
    public static String render() {
        return PageFrame.render(
                "Can't be checked now - Touchmark",
                page -> {
                    VerdictStyle style = VerdictStyle.unknown();
                    page.open("div", "class", "verdict " + style.cssClass());
                    page.resource(style.icon());
                    page.open("div");
                    page.element("p", style.word(), "class", "word");
                    page.element("h1", "Can't be checked now");
                    page.element(
                            "p",
                            "The ledger does not answer. This says nothing about the product: try again in a minute.");
                    page.close("div");
                    page.close("div");
                },
                List.of());
    }
}
