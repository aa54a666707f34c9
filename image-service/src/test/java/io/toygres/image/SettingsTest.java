package io.toygres.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.image.backup.BackupConfig;
import io.toygres.image.blob.BlobConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names and defaults that operators rely on. */
final class SettingsTest {

    private static final String CONTAINER = "https://account.blob.core.windows.net/images";

    @Test
    void blobSettingsKeepTheirNamesAndDefaults() {
        BlobConfig defaults = TestSettings.of(BlobConfig.class, Map.of("toygres.blob.container-url", CONTAINER));
        BlobConfig given = TestSettings.of(
                BlobConfig.class,
                Map.of(
                        "toygres.blob.container-url", CONTAINER,
                        "toygres.blob.https-proxy", "http://proxy:3128",
                        "toygres.blob.ca-file", "/ca.pem",
                        "toygres.blob.request-timeout", "5S"));

        assertThat(defaults.containerUrl()).isEqualTo(URI.create(CONTAINER));
        assertThat(defaults.httpsProxy()).isEmpty();
        assertThat(defaults.caFile()).isEmpty();
        assertThat(defaults.requestTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(given.httpsProxy()).contains(URI.create("http://proxy:3128"));
        assertThat(given.caFile()).contains(Path.of("/ca.pem"));
        assertThat(given.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void backupSettingsKeepTheirNamesAndDefaults() {
        BackupConfig defaults = TestSettings.of(BackupConfig.class, Map.of());
        BackupConfig given = TestSettings.of(
                BackupConfig.class,
                Map.of(
                        "toygres.backup.job-deadline", "1H",
                        "toygres.backup.commit-deadline", "1M",
                        "toygres.backup.verify-deadline", "2H",
                        "toygres.backup.source-patience", "10s",
                        "toygres.backup.row-count-limit", "1K"));

        assertThat(defaults.jobDeadline()).isEqualTo(Duration.ofHours(24));
        assertThat(defaults.commitDeadline()).isEqualTo(Duration.ofMinutes(15));
        assertThat(defaults.verifyDeadline()).isEqualTo(Duration.ofHours(12));
        assertThat(defaults.sourcePatience()).isEqualTo(Duration.ofMinutes(15));
        assertThat(defaults.rowCountLimit().asLongValue()).isEqualTo(8L << 30);
        assertThat(given.jobDeadline()).isEqualTo(Duration.ofHours(1));
        assertThat(given.commitDeadline()).isEqualTo(Duration.ofMinutes(1));
        assertThat(given.verifyDeadline()).isEqualTo(Duration.ofHours(2));
        assertThat(given.sourcePatience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(given.rowCountLimit().asLongValue()).isEqualTo(1024);
    }
}
