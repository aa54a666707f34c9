package io.toygres.image.blob;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import io.toygres.image.TestSettings;
import io.toygres.image.blob.BlobClients.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Every verb comes back, whatever becomes of its request. */
@Timeout(120)
class SilentStorageIT {

    private static final Patience SHORT = new Patience(2, Duration.ofMillis(200));

    private Path token;

    @BeforeEach
    void writeToken(@TempDir Path folder) throws IOException {
        token = Files.writeString(folder.resolve("token"), "federated");
    }

    @Test
    void comesBackFromANetworkThatTakesConnectionsAndNeverAnswers() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String proxy = "http://127.0.0.1:" + silent.getLocalPort();
            BlobConfig config = config(Map.of("toygres.blob.https-proxy", proxy));
            assertEveryVerbComesBack(config, BlobHttp.client(config));
        }
    }

    @Test
    void comesBackFromARequestWhoseAnswerIsLostInsideTheLibrary() {
        assertEveryVerbComesBack(config(Map.of()), request -> Mono.never());
    }

    @Test
    void comesBackFromACallThatNeverReturns() {
        CountDownLatch never = new CountDownLatch(1);
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> new TimeLimit(Duration.ofMillis(50)).call(() -> {
                    never.await();
                    return true;
                }))
                .withMessage("no answer in 50 ms");
        assertEveryVerbComesBack(config(Map.of()), request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Mono.never();
        });
    }

    @Test
    void handsAnErrorOnToWhoCalled() {
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> new TimeLimit(Duration.ofMinutes(1)).call(() -> {
                    throw new NoClassDefFoundError("missing natively");
                }));
    }

    private void assertEveryVerbComesBack(BlobConfig config, HttpClient http) {
        ImageContainer container = BlobClients.container(config, identity(), http, SHORT, SHORT, Optional.empty());
        assertUnavailable(() -> container.list("a/"));
        assertUnavailable(() -> container.read("a/one"));
        assertUnavailable(() -> container.createIfAbsent("a/one", new byte[1]));
        assertUnavailable(() -> container.delete("a/one"));
        assertUnavailable(() -> container.digest("a/one"));
    }

    private static void assertUnavailable(Runnable verb) {
        assertThatThrownBy(verb::run).isInstanceOf(StorageUnavailableException.class);
    }

    private static BlobConfig config(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("toygres.blob.container-url", "https://account.blob.core.windows.net/images");
        settings.put("toygres.blob.request-timeout", "1s");
        return TestSettings.of(BlobConfig.class, settings);
    }

    private IdentityConfig identity() {
        return TestSettings.of(
                IdentityConfig.class,
                Map.of(
                        "azure.client-id", "client",
                        "azure.tenant-id", "tenant",
                        "azure.federated-token-file", token.toString(),
                        "azure.authority-host", "https://login.microsoftonline.com/"));
    }
}
