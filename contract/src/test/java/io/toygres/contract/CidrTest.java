package io.toygres.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.0/24",
                "203.0.113.7/32",
                "0.0.0.0/0",
                "10.128.0.0/9",
                "2001:db8::/32",
                "::1/128",
                "::/0"
            })
    void takesABlock(String text) {
        assertThat(Cidr.complaint(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "203.0.113.0",
                "203.0.113.0/",
                "203.0.113.0/33",
                "203.0.113.0/-1",
                "203.0.113.0/24/24",
                "203.0.113.7/24",
                "203.0.113/24",
                "203.0.0113.0/24",
                "256.0.0.0/8",
                "example.org/24",
                "2001:db8::/129",
                "2001:db8::1/64",
                "fe80::%eth0/64",
                "2001:db8:/32",
                " 203.0.113.0/24",
                "203.0.113.0/24\n"
            })
    void refusesEverythingElse(String text) {
        assertThat(Cidr.complaint(text)).isPresent();
    }
}
