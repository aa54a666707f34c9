package io.toygres.api.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionKeyTest {

    @Test
    void isTheSameOnEveryReplicaAndAfterARestart() {
        assertThat(SessionKey.derive("k1:AAAA", "password")).isEqualTo(SessionKey.derive("k1:AAAA", "password"));
    }

    @Test
    void changesWithThePasswordAndWithTheKeyring() {
        String key = SessionKey.derive("k1:AAAA", "password");

        assertThat(SessionKey.derive("k1:AAAA", "other")).isNotEqualTo(key);
        assertThat(SessionKey.derive("k1:AAAB", "password")).isNotEqualTo(key);
    }

    @Test
    void isLongEnoughForQuarkus() {
        assertThat(SessionKey.derive("k1:AAAA", "password").length()).isGreaterThanOrEqualTo(16);
    }
}
