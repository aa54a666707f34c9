package io.toygres.api.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "password1234",
                "Toygres-Admin-2026",
                "adminadminadmin",
                "aaaaaaaaaaaaaaaa",
                "123456789012",
                "abcdefghijklmnop",
                "Please-change-me!",
                "grace-grace-grace",
                "choose-1-yourself",
                "a line\nand another one"
            })
    void refusesWhatIsTriedFirst(String password) {
        assertThat(PasswordRules.complaint(password, "grace")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vivid otter juggles lamps",
                "9f86d081884c7d659a2feaa0c55ad015",
                "let 'me' \"in\" %41 ü",
                "🐘🦒🐆🐈🐕🐄🐁🐅🦘🐿🦔🐖"
            })
    void takesLongOnes(String password) {
        assertThat(PasswordRules.complaint(password, "grace")).isEmpty();
    }

    @Test
    void aHashKnowsItsPasswordAndNoOther() {
        PasswordHash hashes = new PasswordHash();
        String hash = hashes.of("vivid otter juggles lamps");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashes.of("vivid otter juggles lamps")).isNotEqualTo(hash);
        assertThat(hashes.matches("vivid otter juggles lamps", hash)).isTrue();
        assertThat(hashes.matches("vivid otter juggles lamp", hash)).isFalse();
        assertThat(hashes.matches("nobody's", null)).isFalse();
    }
}
