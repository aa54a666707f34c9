package io.toygres.api.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.toygres.local.platform.Folders;
import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.PrivateCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As {@link ApiSystem}, with TLS between all: nothing is taken by PostgreSQL, Kafka or the service that comes without. */
public final class SecureSystem implements QuarkusTestResourceLifecycleManager {

    /** The service's own at the broker, which does not know it until a test tells it. */
    public static final String BROKER_PASSWORD = "open sesame";

    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");

    private @Nullable Parts parts;

    /**
     * What there is.
     *
     * @param ca signs for all of it
     * @param strangers signs for nothing that is to be trusted
     */
    public record Parts(Path folder, PrivateCa ca, PrivateCa strangers, LocalPostgres postgres, LocalKafka kafka) {

        /** Replaces the certificate that the service has its files of. */
        public void renewCertificate() {
            ca.issue("api-service", HOSTS);
        }
    }

    @Override
    public Map<String, String> start() {
        Path folder = temporaryFolder();
        PrivateCa ca = PrivateCa.in(folder.resolve("ca"));
        PrivateCa strangers = PrivateCa.in(folder.resolve("strangers"));
        LocalPostgres postgres = LocalPostgres.throwaway(ca.issue("postgres", List.of("127.0.0.1")));
        LocalKafka kafka = LocalKafka.throwaway(ca.issue("kafka", List.of("127.0.0.1")));
        parts = new Parts(folder, ca, strangers, postgres, kafka);

        Map<String, String> settings = new HashMap<>(ApiSystem.settings(postgres));
        String authority = ca.certificate().toString();
        settings.put("toygres.database.url", postgres.url() + "?sslmode=verify-full&sslrootcert=" + authority);
        settings.putAll(kafka.clientSettings("api-service", ca));
        settings.put(FakeWorker.BROKER, kafka.bootstrapServers());
        var certificate = ca.issue("api-service", HOSTS);
        settings.put(
                "quarkus.http.ssl.certificate.files", certificate.certificate().toString());
        settings.put("quarkus.http.ssl.certificate.key-files", certificate.key().toString());
        settings.put("quarkus.http.test-ssl-port", "0");
        settings.put("quarkus.http.insecure-requests", "redirect");
        settings.put("toygres.workers.ca-file", authority);
        settings.computeIfPresent("toygres.workers.provisioner-url", (_, url) -> url.replace("http:", "https:"));
        settings.put("kafka.sasl.jaas.config", LocalKafka.login("api-service", BROKER_PASSWORD));
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts, new TestInjector.MatchesType(Parts.class));
    }

    @Override
    public void stop() {
        if (parts != null) {
            parts.kafka().close();
            parts.postgres().close();
            Folders.delete(parts.folder());
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("toygres-secure");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
