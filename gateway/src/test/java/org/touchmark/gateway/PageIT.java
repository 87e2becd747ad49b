package org.touchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.touchmark.gateway.support.TestConsortium.DISTRIBUTOR;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestConsortium.RETAILER;
import static org.touchmark.gateway.support.TestGateway.json;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.TestGateway;
import org.touchmark.network.junit.RunReport;

/** The pages in a real browser: nothing from elsewhere, nothing in the console, readable on a phone. */
@ExtendWith(RulesGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PageIT {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private TestGateway gateway;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void start(TestGateway running) {
        gateway = running;
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "chromium is not on the PATH: the pages were not tried in a browser");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(FLAGS));
        RunReport.note("browser", "chromium " + browser.version());
        walk();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void walk() {
        gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=PAGE-1&expiry=2060-12-31", "serial\nW-0001\nW-0002\n");
        String id = json(gateway.post(
                        "aurelia",
                        "/api/v1/hand-offs",
                        "{'to':'" + DISTRIBUTOR + "','gtin':'" + GTIN + "','lot':'PAGE-1','serials':'all'}"))
                .path("id")
                .asText();
        gateway.post("meridian", "/api/v1/hand-offs/" + id + "/accept", "");
        String second = json(gateway.post(
                        "meridian",
                        "/api/v1/hand-offs",
                        "{'to':'" + RETAILER + "','gtin':'" + GTIN + "','lot':'PAGE-1','received':'" + id + "'}"))
                .path("id")
                .asText();
        gateway.post("corner", "/api/v1/hand-offs/" + second + "/accept", "");
        gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=PAGE-2&expiry=2060-12-31", "serial\nX-0001\nX-0002\n");
        report("aurelia", "recalled", "{'gtin':'" + GTIN + "','lot':'PAGE-2'}");
        report("aurelia", "stolen", "{'gtin':'" + GTIN + "','lot':'PAGE-2','serial':'X-0002'}");
        report("corner", "sold", "{'link':'https://id.example.com" + labelled("PAGE-1", 1) + "'}");
    }

    private void report(String by, String status, String subject) {
        assertThat(gateway.post(by, "/api/v1/reports", "{'status':'" + status + "','subject':" + subject + "}")
                        .statusCode())
                .isEqualTo(201);
    }

    private String genuine() {
        return labelled("PAGE-1", 0);
    }

    /** The path of a label, as it stands in the batch's list. */
    private String labelled(String lot, int unit) {
        String csv = new String(
                gateway.get("aurelia", "/api/v1/batches/" + GTIN + "/" + lot + "/serials.csv")
                        .body(),
                UTF_8);
        String line = csv.lines().skip(unit + 1L).findFirst().orElseThrow();
        return line.substring(line.indexOf("/01/"));
    }

    /** What a visit showed. */
    private record Visit(String heading, double overflow, List<String> elsewhere, List<String> complaints) {}

    private Visit visit(String name, String path, Browser.NewContextOptions options) {
        List<String> elsewhere = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = browser.newContext(options)) {
            Page page = context.newPage();
            page.onRequest(request -> {
                if (!request.url().startsWith(gateway.uri("/").toString())) {
                    elsewhere.add(request.url());
                }
            });
            page.onConsoleMessage(message -> {
                // A status of 400 is reported as an error of the network, which is what it is.
                if (!message.text().contains("status of 400")) {
                    complaints.add(message.type() + ": " + message.text());
                }
            });
            page.onPageError(complaints::add);
            page.navigate(gateway.uri(path).toString());
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screenshots", name + ".png"))
                    .setFullPage(true));
            double overflow =
                    ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).doubleValue();
            return new Visit(page.locator("h1").innerText(), overflow, elsewhere, complaints);
        }
    }

    private static Browser.NewContextOptions phone() {
        return new Browser.NewContextOptions()
                .setViewportSize(375, 667)
                .setDeviceScaleFactor(2)
                .setIsMobile(true);
    }

    private static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1280, 900);
    }

    private static void assertClean(Visit visit) {
        assertThat(visit.elsewhere()).isEmpty();
        assertThat(visit.complaints()).isEmpty();
        assertThat(visit.overflow()).isLessThanOrEqualTo(0);
    }

    @Test
    void a_genuine_label_on_a_phone() {
        Visit visit = visit("genuine-phone", genuine(), phone());

        assertThat(visit.heading()).isEqualTo("Genuine");
        assertClean(visit);
    }

    @Test
    void a_genuine_label_on_a_phone_in_the_dark() {
        assertClean(visit("genuine-phone-dark", genuine(), phone().setColorScheme(ColorScheme.DARK)));
    }

    @Test
    void a_genuine_label_on_a_desktop() {
        assertClean(visit("genuine-desktop", genuine(), desktop()));
    }

    @Test
    void a_recalled_unit_on_a_phone() {
        Visit visit = visit("recalled-phone", labelled("PAGE-2", 0), phone());

        assertThat(visit.heading()).isEqualTo("Genuine, but recalled");
        assertClean(visit);
    }

    @Test
    void a_recalled_and_stolen_unit_on_a_desktop() {
        Visit visit = visit("stolen-desktop", labelled("PAGE-2", 1), desktop());

        assertThat(visit.heading()).isEqualTo("Genuine, but stolen");
        assertClean(visit);
    }

    @Test
    void a_sold_unit_on_a_phone_in_the_dark() {
        Visit visit = visit("sold-phone-dark", labelled("PAGE-1", 1), phone().setColorScheme(ColorScheme.DARK));

        assertThat(visit.heading()).isEqualTo("Genuine, but sold");
        assertClean(visit);
    }

    @Test
    void a_forged_label() {
        Visit visit = visit("forged-phone", genuine().replace("W-0001", "W-0002"), phone());

        assertThat(visit.heading()).isEqualTo("Forged label");
        assertClean(visit);
    }

    @Test
    void a_malformed_code() {
        Visit visit = visit("malformed-phone", "/01/09506000134353/21/%3Cscript%3Ealert(1)%3C%2Fscript%3E", phone());

        assertThat(visit.heading()).isEqualTo("Not a valid code");
        assertClean(visit);
    }

    @Test
    void the_start_page() {
        assertClean(visit("start-desktop", "/", desktop()));
    }

    @Test
    void the_policy_keeps_a_script_from_running() {
        try (BrowserContext context = browser.newContext(desktop())) {
            Page page = context.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(gateway.uri("/").toString());

            page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.ran = true';"
                    + " document.body.append(s); }");

            assertThat(page.evaluate("window.ran === undefined")).isEqualTo(true);
            assertThat(complaints).anyMatch(text -> text.contains("Content Security Policy"));
        }
    }
}
