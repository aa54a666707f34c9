package io.toygres.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Password;
import io.toygres.e2e.sut.LocalSystem.BlobStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgBackRestConfigurationTest {

    private static final Path ANYWHERE = Path.of("/state/pgbackrest");

    @Test
    void namesTheStorageByWhatItsCertificateNames() {
        assertThat(configuration(ANYWHERE, "127.0.0.1:24006").text())
                .contains("repo1-azure-account=devstoreaccount1\n", "repo1-azure-container=images\n")
                .contains("repo1-storage-host=localhost\n", "repo1-storage-port=24006\n")
                .contains("repo1-storage-ca-file=/state/ca.crt\n", "repo1-path=/bench-1-pgbackrest\n");
        assertThat(configuration(ANYWHERE, "azurite:10000").text()).contains("repo1-storage-host=azurite\n");
    }

    @Test
    void itsServerIsInItsOwnSection() {
        assertThat(configuration(ANYWHERE, "127.0.0.1:24006").text())
                .containsSubsequence("[global]\n", "[main]\n", "pg1-path=/state/data\n", "pg1-port=5433\n");
    }

    @Test
    void onlyItsOwnerReadsTheFileWithTheSecret(@TempDir Path folder) throws IOException {
        PgBackRestConfiguration configuration = configuration(folder, "127.0.0.1:24006");

        Path file = configuration.write();

        assertThat(Files.readString(file)).contains("repo1-azure-key=sv=2020-12-06&sig=secret\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(configuration.toString()).doesNotContain("secret");
    }

    private PgBackRestConfiguration configuration(Path folder, String address) {
        BlobStorage storage = new BlobStorage(
                URI.create("https://devstoreaccount1.blob.core.windows.net/images"),
                address,
                URI.create("http://127.0.0.1:3128"),
                Path.of("/state/ca.crt"),
                URI.create("https://login.microsoftonline.com/tenant/oauth2/v2.0/token"),
                "client",
                Path.of("/state/token"));
        return new PgBackRestConfiguration(
                folder,
                storage,
                new Password("sv=2020-12-06&sig=secret"),
                "bench-1-pgbackrest",
                Path.of("/state/data"),
                5433);
    }
}
