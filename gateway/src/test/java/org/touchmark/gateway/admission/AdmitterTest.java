package org.touchmark.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Admission;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.Organisation;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;

/** Setting a consortium up, once and again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AdmitterTest {
    private static final Gln BRAND = new Gln(TestConsortium.BRAND);

    private final RulesLedger ledger = new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC());
    private final List<String> told = new ArrayList<>();
    private Path folder;
    private Path connectionFile;

    @BeforeEach
    void admit(@TempDir Path temporary) throws IOException {
        folder = temporary;
        connectionFile = TestConsortium.create(temporary).connectionFile();
        run();
    }

    private void run() throws IOException {
        told.clear();
        new Admitter(
                        Connection.read(connectionFile),
                        new StateFolder(folder.resolve("state")),
                        ledger,
                        Clock.systemUTC(),
                        told::add)
                .run();
    }

    private LedgerClient admin(int organisation) {
        Organisation chosen = Connection.read(connectionFile).organisations().get(organisation);
        return ledger.as(Signatory.read(chosen.msp(), chosen.admin()));
    }

    private Admission brand() {
        return new Registry(admin(0)).party(BRAND).orElseThrow();
    }

    private static PartyForm prefixes(String... prefixes) {
        return new PartyForm(
                BRAND,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(prefixes).stream().map(CompanyPrefix::new).toList()));
    }

    @Test
    void done_again_it_changes_nothing() throws IOException {
        Admission before = brand();

        run();

        assertThat(brand()).isEqualTo(before);
        assertThat(before.version()).isEqualTo(1);
        assertThat(told)
                .contains("consortium stands")
                .anyMatch(line -> line.endsWith("is admitted"))
                .anyMatch(line -> line.endsWith("is registered"))
                .noneMatch(line -> line.contains("admitted by"));
    }

    @Test
    void a_vote_that_was_cast_before_it_was_cut_short_is_gone_on_with() throws IOException {
        addToFile("950600015");
        new PartyDesk(admin(0), told::add).propose(prefixes("950600013", "950600015"));

        run();

        assertThat(brand().party().prefixes()).hasSize(2);
        assertThat(brand().version()).isEqualTo(2);
    }

    @Test
    void what_votes_gave_a_party_it_keeps_where_the_file_gives_it_more() throws IOException {
        for (int organisation = 0; organisation < 2; organisation++) {
            new PartyDesk(admin(organisation), told::add).propose(prefixes("950600013", "950600014"));
        }
        addToFile("950600015");

        run();

        assertThat(brand().party().prefixes())
                .extracting(CompanyPrefix::digits)
                .containsExactly("950600013", "950600014", "950600015");
        assertThat(brand().version()).isEqualTo(3);
    }

    private void addToFile(String prefix) throws IOException {
        String json = Files.readString(connectionFile);
        Files.writeString(connectionFile, json.replace("[\"950600013\"]", "[\"950600013\",\"" + prefix + "\"]"));
    }
}
