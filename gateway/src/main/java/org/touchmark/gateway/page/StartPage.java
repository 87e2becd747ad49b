package org.touchmark.gateway.page;

import java.util.List;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.markup.Markup;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Members;

/** What this gateway is, for whoever opens its address. */
public final class StartPage {
    private StartPage() {}

    /**
     * The page.
     *
     * @param connection the ledger's description
     * @param members the hosted parties
     * @return HTML
     */
    public static String render(Connection connection, Members members) {
        return PageFrame.render("Touchmark gateway", page -> body(page, connection, members), List.of());
    }

    private static void body(Markup page, Connection connection, Members members) {
        page.open("section");
        page.element("h1", "Touchmark gateway");
        page.element(
                "p",
                "Scan a product's code to see whether it is genuine: its link leads to this gateway's answer, with the"
                        + " evidence for it.");
        page.open("form", "action", "/scan", "method", "get");
        page.element("label", "What a scanner reads, or what is printed under a code", "for", "code");
        page.empty(
                "input",
                "id",
                "code",
                "name",
                "code",
                "type",
                "text",
                "required",
                "required",
                "autocomplete",
                "off",
                "autocapitalize",
                "off",
                "spellcheck",
                "false");
        page.element("button", "Check", "type", "submit");
        page.close("form");
        page.close("section");
        page.open("section");
        page.element("h2", "Acting for");
        page.open("ul", "class", "plain");
        for (Member member : members.all()) {
            page.element("li", member.name() + ", GLN " + member.gln());
        }
        page.close("ul");
        page.close("section");
        page.open("section");
        page.element("h2", "Ledger");
        page.open("dl");
        page.element("dt", "Channel").element("dd", connection.channel());
        page.element("dt", "Kind").element("dd", connection.ledger());
        page.element("dt", "Operators").element("dd", Integer.toString(connection.operators()));
        page.close("dl");
        page.close("section");
        page.open("section");
        page.element("h2", "For programs");
        page.open("ul", "class", "plain");
        link(page, "/openapi.yaml", "The API's description (OpenAPI)");
        link(page, "/readyz", "Whether the ledger's peers answer now");
        link(page, "/healthz", "Whether this gateway lives");
        page.close("ul");
        page.close("section");
    }

    private static void link(Markup page, String href, String text) {
        page.open("li").element("a", text, "href", href).close("li");
    }
}
