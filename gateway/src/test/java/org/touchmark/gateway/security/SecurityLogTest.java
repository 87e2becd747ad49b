package org.touchmark.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.support.SettableClock;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecurityLogTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private Path file;
    private SecurityLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("security").resolve("security.log");
        log = new SecurityLog(file, clock);
    }

    private void refuse(String path, Problem problem) {
        refuseFrom("192.0.2.7", path, problem);
    }

    private void refuseFrom(String address, String path, Problem problem) {
        try {
            log.refused(Refusal.of(InetAddress.getByName(address), Optional.empty(), "GET", path, problem));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Problem unauthorized() {
        return Problems.unauthorized("Send a token.");
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }

    @Test
    void a_refusal_says_who_asked_what_and_why_it_was_refused() throws IOException {
        refuse("/api/v1/batches/1", unauthorized());

        assertThat(lines())
                .containsExactly(MAPPER.readTree("{\"at\":\"" + clock.instant() + "\",\"event\":\"refused\","
                        + "\"address\":\"192.0.2.7\",\"party\":\"\",\"method\":\"GET\",\"path\":\"/api/v1/batches/1\","
                        + "\"status\":401,\"code\":\"TOKEN_MISSING_OR_UNKNOWN\",\"reason\":\"Send a token.\"}"));
    }

    @Test
    void what_a_caller_sends_begins_no_line_and_moves_no_terminal() throws IOException {
        refuse("/api/\r\n{\"event\":\"refused\"}\u001b[2J\u2028\u202e", unauthorized());

        String text = Files.readString(file);
        assertThat(text.chars().filter(c -> c == '\n').count()).isEqualTo(1);
        assertThat(text.strip().chars()).allMatch(c -> c >= ' ' && c < 0x7F);
        assertThat(lines().get(0).path("path").asText()).startsWith("/api/\r\n{");
    }

    @Test
    void a_labels_serial_and_what_stands_behind_it_are_left_out() throws IOException {
        refuse("/01/09506000100012/21/SECRET", unauthorized());
        refuse("/api/v1/batches/09506000100012/L/labels/SECRET.png", unauthorized());

        assertThat(Files.readString(file)).doesNotContain("SECRET").contains("\"/01/...\"", "/L/labels/...\"");
    }

    @Test
    void a_line_is_bounded_in_bytes_whatever_it_holds() throws IOException {
        for (String text : List.of("\u2028", "\ud83d\ude00", "\"", "\\", "x", "\u0000")) {
            refuse("/" + text.repeat(100_000), Problem.of(401, "CODE", "title", text.repeat(100_000)));
        }

        assertThat(Files.readAllLines(file))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line.length()).isBetween(700, 900));
    }

    @Test
    void all_addresses_of_a_network_are_one_caller() throws IOException {
        refuse("/first", unauthorized());
        for (int i = 0; i < 60_000; i++) {
            refuseFrom("2001:db8:0:1::" + Integer.toHexString(i), "/flood", unauthorized());
        }
        refuseFrom("2001:db8:0:2::1", "/other", unauthorized());

        assertThat(lines()).hasSize(1 + 20 + 1);
        assertThat(lines().get(1).path("address").asText()).isEqualTo("2001:db8:0:1:0:0:0:0");
        assertThat(lines().get(21).path("path").asText()).isEqualTo("/other");
    }

    @Test
    void a_flood_that_goes_on_for_a_day_is_told_an_hour() throws IOException {
        for (int second = 0; second < 86_400; second++) {
            refuse("/flood", unauthorized());
            clock.pass(Duration.ofSeconds(1));
        }
        log.close();

        assertThat(lines().size()).isBetween(20 + 2 * 24, 20 + 2 * 32);
        long told = lines().stream()
                .mapToLong(line -> line.path("event").asText().equals("refused")
                        ? 1
                        : line.path("more").asLong())
                .sum();
        assertThat(told).isEqualTo(86_400);
    }

    @Test
    void a_flood_from_everywhere_does_not_wash_away_what_was_before_it() throws IOException {
        refuse("/first", Problems.forbidden("NOT_A_PARTY", "no"));
        for (int day = 0; day < 3; day++) {
            for (int i = 0; i < 30_000; i++) {
                refuseFrom("10." + day + "." + (i >> 8) + "." + (i & 0xFF), "/" + "x".repeat(290), unauthorized());
            }
            clock.pass(Duration.ofDays(1));
        }
        log.tokenChanged("9506000100005", "token-replaced");
        log.close();

        long bytes = 0;
        String text = "";
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path one : files.toList()) {
                bytes += Files.size(one);
                text += Files.readString(one);
            }
        }
        assertThat(bytes).isLessThan(3 * (512 << 10) + 2_000);
        assertThat(text).contains("/first", "token-replaced", "refusals-not-written");
    }

    @Test
    void a_flood_of_one_caller_is_counted_and_does_not_wash_away_what_was_before() throws IOException {
        refuse("/first", Problems.forbidden("NOT_A_PARTY", "no"));
        for (int i = 0; i < 100_000; i++) {
            refuse("/flood", unauthorized());
        }
        clock.pass(Duration.ofMinutes(2));
        refuse("/flood", unauthorized());

        assertThat(lines()).hasSize(1 + 20 + 2);
        assertThat(lines().get(0).path("path").asText()).isEqualTo("/first");
        assertThat(lines().get(21).path("event").asText()).isEqualTo("refused-more");
        assertThat(lines().get(21).path("more").asInt()).isEqualTo(100_000 - 20);
    }

    @Test
    void files_are_of_a_megabyte_and_four_are_kept() throws IOException {
        for (int i = 0; i < 30_000; i++) {
            refuse("/" + "x".repeat(290), Problem.of(401, "KIND_" + i, "t", "d"));
            if (i % 1_000 == 0) {
                clock.pass(Duration.ofDays(1));
            }
        }

        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.toList())
                    .hasSize(4)
                    .allSatisfy(one -> assertThat(Files.size(one)).isLessThanOrEqualTo(1 << 20));
        }
        assertThat(lines().get(lines().size() - 1).path("code").asText()).isEqualTo("KIND_29999");
    }

    @Test
    void a_file_that_is_taken_away_is_made_anew() throws IOException {
        refuse("/a", unauthorized());
        Files.delete(file);
        Files.delete(file.getParent());
        refuse("/b", unauthorized());

        assertThat(lines()).hasSize(1);
    }

    @Test
    void a_disk_that_fails_stops_nothing() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("security"), "a file where the folder should be");

        refuse("/a", unauthorized());

        assertThat(inTheWay).hasContent("a file where the folder should be");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has other permissions")
    void only_the_owner_reads_it() throws IOException {
        refuse("/a", unauthorized());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
