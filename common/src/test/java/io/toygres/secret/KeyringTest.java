package io.toygres.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.contract.EncryptedSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyringTest {

    private static final String FIRST = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String SECOND = "k2:HxweHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=";

    private final UUID owner = UUID.randomUUID();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void decryptsWhatItEncrypted() throws IOException {
        Keyring keyring = keyring(FIRST);
        var secret = new Secret("pa:ss 'word\" \\ ünï ✓");

        assertThat(keyring.decrypt(keyring.encrypt(secret, owner), owner).reveal())
                .isEqualTo(secret.reveal());
    }

    @Test
    void encryptsTheSameSecretDifferentlyEachTime() throws IOException {
        Keyring keyring = keyring(FIRST);
        var secret = new Secret("same");

        assertThat(keyring.encrypt(secret, owner)).isNotEqualTo(keyring.encrypt(secret, owner));
    }

    @Test
    void refusesASecretThatBelongsToAnotherRow() throws IOException {
        Keyring keyring = keyring(FIRST);
        EncryptedSecret encrypted = keyring.encrypt(new Secret("x"), owner);

        assertThatThrownBy(() -> keyring.decrypt(encrypted, UUID.randomUUID()))
                .isInstanceOf(UndecryptableSecretException.class);
    }

    @Test
    void refusesAChangedOrCutSecret() throws IOException {
        Keyring keyring = keyring(FIRST);
        String text = keyring.encrypt(new Secret("secret"), owner).text();
        int middle = text.length() / 2;
        String changed =
                text.substring(0, middle) + (text.charAt(middle) == 'A' ? 'B' : 'A') + text.substring(middle + 1);

        for (String bad : List.of(changed, "k1:AAAA", "k1:?", "nothing")) {
            assertThatThrownBy(() -> keyring.decrypt(new EncryptedSecret(bad), owner))
                    .isInstanceOf(UndecryptableSecretException.class);
        }
    }

    @Test
    void rotatesByAppendingAKey() throws IOException {
        EncryptedSecret old = keyring(FIRST).encrypt(new Secret("x"), owner);
        Keyring rotated = keyring("# rotated in June", FIRST, "", SECOND);

        assertThat(rotated.decrypt(old, owner).reveal()).isEqualTo("x");
        assertThat(rotated.encrypt(new Secret("x"), owner).text()).startsWith("k2:");
        Keyring withoutTheOld = keyring(SECOND);
        assertThatThrownBy(() -> withoutTheOld.decrypt(old, owner)).isInstanceOf(UndecryptableSecretException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                | holds no key
                    no-colon          | line 1 is not
                    k1:AAAA           | 3 bytes instead of 32
                    k1:not base64!    | not base64
                    """)
    void refusesAFileThatIsNoKeyring(String line, String why) {
        assertThatThrownBy(() -> keyring(line))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void refusesAMissingFileAndNamesTheSetting() {
        assertThatThrownBy(() -> KeyringFile.read(folder.resolve("missing")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("toygres.keyring.file");
    }

    @Test
    void refusesTwoKeysOfOneId() {
        assertThatThrownBy(() -> keyring(FIRST, FIRST)).hasMessageContaining("repeats the key id k1");
    }

    private Keyring keyring(String... lines) throws IOException {
        Path file = folder.resolve("keyring");
        Files.write(file, List.of(lines));
        return KeyringFile.read(file);
    }
}
