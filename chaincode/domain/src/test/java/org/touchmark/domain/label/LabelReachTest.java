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
                "example.com",
                "https://EXAMPLE.org",
                "example.net.",
                "id.example.com",
                "a.b.example.org:8443",
                "127.1",
                "127.1.",
                "127.0.1:8080",
                "0x7f.1",
                "0X7F.0x0.0x0.0x1",
                "0177.0.0.1",
                "2130706433",
                "0x7f000001",
                "017700000001",
                "0",
                "0x",
                "10.1",
                "0xa.1",
                "0xc0a80001",
                "192.168.257",
                "192.0xa8.1",
                "0xac.0x1f.0xffff",
                "172.2031615",
                "0251.0376.1",
                "100.0x7f.1.1",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:c0a8:1]",
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
                "100.63.255.255",
                "128.0.0.1",
                "134744072",
                "0x8.0x8.0x8.0x8",
                "8.526344",
                "010.8.8.8",
                "126.255.255.255",
                "id.127.ch",
                "127-1.ch",
                "0x7f.ch",
                "1.0x7g",
                "example.com.au",
                "myexample.com",
                "example.ch",
                "[2001:db8::1]"
            })
    void of_a_public_host_over_https_nothing_is_told(String origin) {
        assertThat(obstacle(origin)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256.0.0.1",
                "1.2.3.256",
                "1.2.3.4.5",
                "4294967296",
                "0x100000000",
                "127.0x1000000",
                "127..1",
                "09.0.0.1",
                "127.0.0.08",
                "id.shop.1",
                "99999999999999999999999999",
                "http://shop.0x7f"
            })
    void of_a_host_that_ends_in_a_number_and_is_no_address_that_is_told(String origin) {
        assertThat(obstacle(origin)).contains("for an IPv4 address, and this is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.aurelia.com", "HTTP://id.aurelia.com:8080/x"})
    void of_a_public_host_without_encryption_that_is_told(String origin) {
        assertThat(obstacle(origin)).contains("not encrypted");
    }
}
