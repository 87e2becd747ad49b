package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.gateway.admission.PartyDesk;
import org.touchmark.gateway.admission.PartyForm;
import org.touchmark.gateway.config.Connection.Organisation;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** A prefix that one brand loses and another one gets. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PrefixMovedTest {
    private static final String PREFIX = "950600013";

    private TestConsortium consortium;
    private RulesLedger ledger;
    private TestGateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        consortium = TestConsortium.create(folder);
        ledger = new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC());
        gateway = TestGateway.start(
                consortium.connection(), consortium.roots(), ledger, folder.resolve("state"), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonNode register(String brand, String lot, String profile, String serial) {
        return last(gateway.postCsv(
                brand, "gtin=" + GTIN + "&lot=" + lot + "&profile=" + profile, "serial\n" + serial + "\n"));
    }

    private void movePrefix() {
        byAMajority(new Gln(TestConsortium.BRAND), List.of());
        byAMajority(new Gln(TestConsortium.OTHER_BRAND), List.of(new CompanyPrefix(PREFIX)));
    }

    private void byAMajority(Gln gln, List<CompanyPrefix> prefixes) {
        for (Organisation organisation : consortium.connection().organisations().subList(0, 2)) {
            Signatory admin = Signatory.read(organisation.msp(), organisation.admin());
            new PartyDesk(ledger.as(admin), line -> {})
                    .propose(new PartyForm(
                            gln,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(prefixes)));
        }
    }

    private String link(String brand, String lot) {
        String csv = new String(
                gateway.get(brand, "/api/v1/batches/" + GTIN + "/" + lot + "/serials.csv")
                        .body(),
                UTF_8);
        return csv.substring(csv.indexOf("/01/")).strip();
    }

    @Test
    void a_label_of_the_brand_that_had_it_stays_genuine() {
        register("aurelia", "M1", "signed", "MOVED-1");

        movePrefix();

        JsonNode answer = gateway.getJson("", link("aurelia", "M1"));
        assertThat(answer.path("verdict").asText()).as(answer.toString()).isEqualTo("genuine");
        assertThat(answer.at("/batch/brand").asText()).isEqualTo(TestConsortium.BRAND);
        assertThat(answer.path("parties"))
                .extracting(party -> party.path("version").asInt())
                .contains(1, 2);
    }

    @Test
    void a_lot_that_it_left_open_is_opened_anew() {
        ledger.failWhere(call -> call.function().equals("batch:AddPages"));
        register("aurelia", "M2", "compact", "MOVED-2");
        ledger.failWhere(call -> false);
        assertThat(register("borealis", "M2", "compact", "MOVED-2").path("code").asText())
                .isEqualTo("PREFIX_NOT_OWNED");

        movePrefix();

        JsonNode done = register("borealis", "M2", "compact", "MOVED-2");
        assertThat(done.at("/batch/state").asText()).as(done.toString()).isEqualTo("SEALED");
        assertThat(done.at("/batch/brand").asText()).isEqualTo(TestConsortium.OTHER_BRAND);
        assertThat(gateway.getJson("", link("borealis", "M2")).path("verdict").asText())
                .isEqualTo("genuine");
    }

    @Test
    void a_serial_that_both_sealed_is_whose_was_first_and_says_nothing_of_the_other() throws IOException {
        register("aurelia", "M3", "compact", "MOVED-3");
        // As on another gateway, which does not know the lists of this one.
        Files.move(
                gateway.folder().resolve("batches").resolve(GTIN).resolve("M3"),
                gateway.folder().resolve("moved"));
        movePrefix();
        register("borealis", "M4", "compact", "MOVED-3");

        JsonNode answer = gateway.getJson("", "/01/" + GTIN + "/21/MOVED-3");

        assertThat(answer.path("verdict").asText()).as(answer.toString()).isEqualTo("genuine");
        assertThat(answer.at("/batch/lot").asText()).isEqualTo("M3");
        assertThat(answer.has("alsoIn")).isFalse();
    }
}
