package io.toygres.api.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionKeyTest {

    @Test
    void isTheSameOnEveryReplicaAndAfterARestart() {
        assertThat(new SessionKey("k1:AAAA", "password").mac("token"))
                .isEqualTo(new SessionKey("k1:AAAA", "password").mac("token"));
    }

    @Test
    void changesWithThePasswordAndWithTheKeyring() {
        String mac = new SessionKey("k1:AAAA", "password").mac("token");

        assertThat(new SessionKey("k1:AAAA", "other").mac("token")).isNotEqualTo(mac);
        assertThat(new SessionKey("k1:AAAB", "password").mac("token")).isNotEqualTo(mac);
    }

    @Test
    void tellsTokensApart() {
        SessionKey key = new SessionKey("k1:AAAA", "password");

        assertThat(key.mac("token")).isNotEqualTo(key.mac("Token")).matches("[0-9a-f]{64}");
    }
}
