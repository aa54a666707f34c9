package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.platform.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {
    private StateFolder state;

    @BeforeEach
    void start(@TempDir Path folder) {
        state = new StateFolder(folder);
    }

    @Test
    void keepsTheKeyringAndThePasswordThatTheFirstStartMade() throws Exception {
        String keyring = Files.readString(state.keyring());
        String password = Files.readString(state.adminPassword());

        assertThat(Files.readString(state.keyring())).isEqualTo(keyring);
        assertThat(Files.readString(state.adminPassword())).isEqualTo(password);
        assertThat(Base64.getDecoder().decode(keyring.strip().split(":", 2)[1])).hasSize(32);
        assertThat(password).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void onlyTheOwnerReadsSecrets() throws Exception {
        Secrets.write(state.federatedToken(), "token");

        for (Path file :
                new Path[] {state.keyring(), state.commandKeys(), state.adminPassword(), state.federatedToken()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void nobodyElseSeesWhatIsInIt() throws Exception {
        Files.setPosixFilePermissions(state.root(), PosixFilePermissions.fromString("rwxr-xr-x"));

        state.create();

        for (String folder : new String[] {"", "data", "logs", "run", "secrets"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(state.root().resolve(folder))))
                    .isEqualTo("rwx------");
        }
    }
}
