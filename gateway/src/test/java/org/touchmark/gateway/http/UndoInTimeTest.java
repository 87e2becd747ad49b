package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.SettableClock;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** Reports are undone within ten days: told by a clock that tests set. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UndoInTimeTest {
    private static final String UNIT = "{'status':'sold','subject':{'gtin':'" + GTIN + "','lot':'L','serial':'L-1'}}";

    private final SettableClock clock = new SettableClock();
    private TestGateway gateway;

    @BeforeEach
    void sell(@TempDir Path folder) throws IOException {
        TestConsortium consortium = TestConsortium.create(folder);
        gateway = TestGateway.start(
                consortium.connection(),
                consortium.roots(),
                new RulesLedger(TestConsortium.CHANNEL, clock),
                folder.resolve("state"),
                clock);
        gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=L", "serial\nL-1\n");
        assertThat(gateway.post("aurelia", "/api/v1/reports", UNIT).statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<byte[]> undo() {
        return gateway.post("aurelia", "/api/v1/reports/undo", UNIT);
    }

    @Test
    void on_the_tenth_day_it_is_undone() {
        clock.pass(Duration.ofDays(10));

        assertThat(json(undo()).path("life").asText()).isEqualTo("active");
    }

    @Test
    void on_the_eleventh_day_it_is_too_late() {
        clock.pass(Duration.ofDays(10).plusSeconds(1));

        HttpResponse<byte[]> response = undo();

        assertThat(response.statusCode()).isEqualTo(409);
        JsonNode problem = json(response);
        assertThat(problem.path("code").asText()).isEqualTo("UNDO_TOO_LATE");
        assertThat(problem.path("detail").asText()).contains("within 10 days");
    }
}
