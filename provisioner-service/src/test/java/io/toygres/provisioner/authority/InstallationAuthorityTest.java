package io.toygres.provisioner.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.toygres.provisioner.authority.TestAuthority.CaFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationAuthorityTest {

    private final CaFiles first = TestAuthority.make("first-");
    private final CaFiles second = TestAuthority.make("second-");

    private CaFiles files;

    @BeforeEach
    void mount(@TempDir Path folder) throws Exception {
        files = new CaFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        copy(first);
    }

    @Test
    void saysWhichFileIsMissingAndWhatToSet() throws Exception {
        Files.delete(files.key());
        assertThatIllegalStateException()
                .isThrownBy(files::authority)
                .withMessageContaining(files.key().toString())
                .withMessageContaining("NoSuchFileException")
                .withMessageContaining("TOYGRES_CA_KEY_FILE");
    }

    @Test
    void saysThatAFileHoldsNoKey() throws Exception {
        Files.writeString(files.key(), "-----BEGIN CERTIFICATE-----\n");
        assertThatIllegalStateException().isThrownBy(files::authority).withMessageContaining("no private key in PEM");
        Files.writeString(files.key(), "nothing");
        assertThatIllegalStateException().isThrownBy(files::authority).withMessageContaining("no private key in PEM");
    }

    @Test
    void refusesACertificateThatHasEnded() {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofDays(4000));
        assertThatIllegalStateException()
                .isThrownBy(() -> new InstallationAuthority(files, late))
                .withMessageContaining("is valid from");
    }

    @Test
    void takesUpFilesThatChange() throws Exception {
        InstallationAuthority authority = files.authority();
        copy(second);
        assertThat(authority.current().issuer())
                .isEqualTo(second.authority().current().issuer());
    }

    @Test
    void staysWhatItWasWhileItsFilesDoNotFitTogether() throws Exception {
        InstallationAuthority authority = files.authority();
        Files.copy(second.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(authority.current().issuer())
                .isEqualTo(first.authority().current().issuer());
        Files.delete(files.certificates());
        assertThat(authority.current().issuer())
                .isEqualTo(first.authority().current().issuer());
    }

    private void copy(CaFiles from) throws Exception {
        Files.copy(from.certificates(), files.certificates(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
    }
}
