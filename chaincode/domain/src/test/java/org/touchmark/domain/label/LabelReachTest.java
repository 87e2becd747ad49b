package org.touchmark.domain.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a shopper's phone gets, and where it does not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LabelReachTest {
    private static String obstacle(String origin) {
        return LabelReach.obstacle(LabelOrigin.parse(origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "https://LOCALHOST",
                "localhost.",
                "gateway.local.",
                "shop.localhost",
                "gateway",
                "gateway.local",
                "gateway.lan",
                "nas.home.arpa",
                "id.corp",
                "id.aurelia.internal",
                "id.test",
                "id.aurelia.example",
                "127.0.0.1:8080",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.20",
                "169.254.1.1",
                "100.64.0.1",
                "0.0.0.0",
                "[::1]:8080",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                "[fe80::1]",
                "[fc00::1]",
                "[fd12:3456::1]",
                "[::ffff:192.168.0.1]"
            })
    void of_a_host_that_only_its_own_network_has_is_told(String origin) {
        assertThat(obstacle(origin)).contains("its own network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id.aurelia.com",
                "id.aurelia.com.",
                "https://id.gs1.org/products",
                "localhost.com",
                "local.ch",
                "testing.de",
                "172.32.0.1",
                "172.15.0.1",
                "11.0.0.1",
                "192.169.0.1",
                "100.128.0.1",
                "[2001:db8::1]"
            })
    void of_a_public_host_over_https_nothing_is_told(String origin) {
        assertThat(obstacle(origin)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.aurelia.com", "HTTP://id.aurelia.com:8080/x"})
    void of_a_public_host_without_encryption_that_is_told(String origin) {
        assertThat(obstacle(origin)).contains("not encrypted");
    }
}
