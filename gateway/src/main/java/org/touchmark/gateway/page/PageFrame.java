package org.touchmark.gateway.page;

import java.util.List;
import java.util.function.Consumer;
import org.touchmark.gateway.markup.Markup;

/** What all pages share: head, banner, landmarks, foot. */
final class PageFrame {
    private PageFrame() {}

    static String render(String title, Consumer<Markup> main, List<String> foot) {
        Markup page = Markup.html();
        page.open("html", "lang", "en");
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", title);
        page.empty("link", "rel", "icon", "type", "image/svg+xml", "href", "/assets/mark.svg");
        page.empty("link", "rel", "stylesheet", "href", "/assets/touchmark.css");
        page.close("head");
        page.open("body");
        page.element("a", "Skip to the content", "class", "skip", "href", "#main");
        page.open("header");
        page.empty("img", "src", "/assets/mark.svg", "alt", "");
        page.element("a", "Touchmark", "href", "/");
        page.close("header");
        page.open("main", "id", "main");
        main.accept(page);
        page.close("main");
        page.open("footer");
        foot.forEach(line -> page.element("p", line));
        page.close("footer");
        page.close("body");
        page.close("html");
        return page.toString();
    }
}
