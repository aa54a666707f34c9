package io.toygres.image;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.toygres.image.blob.LocalBlobStorage;
import io.toygres.local.platform.Folders;
import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.platform.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL and Kafka, which take nothing that comes without TLS, Blob Storage with Entra ID, and a Kubernetes API without controllers:
 * tests play those.
 */
public final class LocalPlatform implements QuarkusTestResourceLifecycleManager {

    /** Where tests find the broker: at its listener without TLS. */
    public static final String BROKER = "test.broker";

    private final Deque<Runnable> stops = new ArrayDeque<>();

    @Override
    public Map<String, String> start() {
        Path folder = temporaryFolder();
        stops.push(() -> Folders.delete(folder));
        PrivateCa ca = PrivateCa.in(folder.resolve("platform-ca"));
        LocalPostgres postgres = LocalPostgres.throwaway(ca.issue("postgres", List.of("127.0.0.1")));
        stops.push(postgres::close);
        LocalKafka kafka = LocalKafka.throwaway(ca.issue("kafka", List.of("127.0.0.1")));
        stops.push(kafka::close);
        LocalBlobStorage blobs = new LocalBlobStorage(folder);
        stops.push(blobs::close);
        EmptyCluster cluster = new EmptyCluster();
        stops.push(cluster::close);
        Map<String, String> settings = new HashMap<>(blobs.settings());
        settings.put("toygres.database.url", postgres.url() + "?sslmode=verify-full&sslrootcert=" + ca.certificate());
        settings.put("quarkus.datasource.username", "image");
        settings.put("quarkus.datasource.password", postgres.password("image"));
        settings.put(BROKER, kafka.bootstrapServers());
        settings.putAll(kafka.clientSettings("image-service", ca));
        settings.put("quarkus.kubernetes-client.api-server-url", cluster.url());
        settings.put("toygres.command-keys.file", keys(folder).toString());
        settings.put("quarkus.http.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        stops.forEach(Runnable::run);
    }

    private static Path keys(Path folder) {
        Path file = folder.resolve("command-keys");
        Secrets.write(file, "k1:" + "A".repeat(43) + "=\n");
        return file;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("toygres-blobs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
