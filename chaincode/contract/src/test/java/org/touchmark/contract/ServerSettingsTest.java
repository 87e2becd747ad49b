package org.touchmark.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ServerSettingsTest {
    private final Map<String, String> environment =
            new TreeMap<>(Map.of("CHAINCODE_ID", "touchmark:1", "CHAINCODE_SERVER_ADDRESS", "127.0.0.1:9999"));

    @TempDir
    private Path folder;

    private ServerSettings settings() {
        return ServerSettings.from(environment);
    }

    @Test
    void an_id_and_a_loopback_address_suffice() {
        ServerSettings settings = settings();

        assertThat(settings.chaincodeId()).isEqualTo("touchmark:1");
        assertThat(settings.address().getPort()).isEqualTo(9999);
        assertThat(settings.tls()).isEmpty();
        assertThat(settings.threads()).isEqualTo(8);
        assertThat(settings.endsWithInput()).isFalse();
    }

    @Test
    void one_pool_size_serves_for_both() {
        environment.put("TP_CORE_POOL_SIZE", "20");

        assertThat(settings().threads()).isEqualTo(20);
    }

    @Test
    void every_interface_is_served_with_client_certificates_only() throws IOException {
        environment.put("CHAINCODE_SERVER_ADDRESS", "0.0.0.0:9999");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(this::settings)
                .withMessageContaining("reachable from other machines");

        environment.put("CHAINCODE_TLS_DISABLED", "false");
        for (String name : new String[] {"CHAINCODE_TLS_KEY", "CHAINCODE_TLS_CERT", "CHAINCODE_CLIENT_CA_CERT"}) {
            assertThatExceptionOfType(InvalidSettingException.class)
                    .isThrownBy(this::settings)
                    .withMessageContaining(name);
            environment.put(name, Files.createFile(folder.resolve(name)).toString());
        }

        assertThat(settings().tls()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "CHAINCODE_ID, ''",
        "CHAINCODE_SERVER_ADDRESS, ''",
        "CHAINCODE_SERVER_ADDRESS, localhost",
        "CHAINCODE_SERVER_ADDRESS, localhost:0",
        "CHAINCODE_SERVER_ADDRESS, localhost:65536",
        "CHAINCODE_SERVER_ADDRESS, no such host:1",
        "CHAINCODE_TLS_DISABLED, no",
        "TP_CORE_POOL_SIZE, many",
        "TP_CORE_POOL_SIZE, 0",
        "TP_MAX_POOL_SIZE, 1000",
        "TP_MAX_POOL_SIZE, 7",
        "TOUCHMARK_EXIT_WITH_STDIN, yes"
    })
    void a_setting_that_does_not_hold_is_named(String name, String value) {
        environment.put(name, value);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(this::settings)
                .withMessageContaining(name);
    }
}
