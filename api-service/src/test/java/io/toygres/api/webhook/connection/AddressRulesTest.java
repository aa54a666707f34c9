package io.toygres.api.webhook.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private final AddressRules rules = new AddressRules(Settings.of(Map.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesWhatIsNotOfThePublicNetwork(String address) {
        assertThat(rules.allows(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "168.63.129.17",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "::ffff:1.1.1.1",
                "2001:200::1",
                "2606:4700::1111",
                "2a00:1450:4001::1"
            })
    void allowsThePublicNetwork(String address) {
        assertThat(rules.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void allowsWhatASettingAllowsAndNoMore() {
        var some =
                new AddressRules(Settings.of(Map.of("toygres.webhooks.allowed-cidrs", "10.20.0.0/16,fd12:3400::/24")));

        assertThat(some.allows(InetAddress.ofLiteral("10.20.255.1"))).isTrue();
        assertThat(some.allows(InetAddress.ofLiteral("10.21.0.1"))).isFalse();
        assertThat(some.allows(InetAddress.ofLiteral("fd12:34ff::1"))).isTrue();
        assertThat(some.allows(InetAddress.ofLiteral("fd12:3500::1"))).isFalse();
        assertThat(some.allows(InetAddress.ofLiteral("1.1.1.1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0", "10.0.0.0/33", "host/8"})
    void aSettingThatIsNoBlockStopsTheStart(String block) {
        var settings = Settings.of(Map.of("toygres.webhooks.allowed-cidrs", block));

        assertThatThrownBy(() -> new AddressRules(settings)).hasMessageContaining("toygres.webhooks.allowed-cidrs");
    }
}
