package io.toygres.api.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What api-service needs around it, for real: PostgreSQL, Kafka, a keyring and a password file. */
public final class ApiSystem implements QuarkusTestResourceLifecycleManager {

    /** With white space and quotes in it, which must not matter. */
    public static final String PASSWORD = "let 'me' \"in\" %41 ü";

    private @Nullable LocalPostgres postgres;
    private @Nullable LocalKafka kafka;

    @Override
    public Map<String, String> start() {
        LocalPostgres database = LocalPostgres.throwaway();
        postgres = database;
        LocalKafka broker = LocalKafka.throwaway();
        kafka = broker;
        Map<String, String> settings = new HashMap<>(settings(database));
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put(FakeWorker.BROKER, broker.bootstrapServers());
        return settings;
    }

    /** All but the broker. */
    static Map<String, String> settings(LocalPostgres database) {
        return Map.ofEntries(
                Map.entry("toygres.database.url", database.url()),
                Map.entry("quarkus.datasource.username", "cms"),
                Map.entry("quarkus.datasource.password", database.password("cms")),
                Map.entry(
                        "toygres.keyring.file", file("k1:" + Base64.getEncoder().encodeToString(new byte[32]))),
                Map.entry(
                        "toygres.command-keys.file",
                        file("k1:" + Base64.getEncoder().encodeToString(new byte[32]))),
                Map.entry("toygres.admin.password-file", file(PASSWORD + "\n")),
                Map.entry("toygres.postgres-versions", "15,16"),
                Map.entry("toygres.workers.image-url", "http://127.0.0.1:" + Ports.free()),
                Map.entry("toygres.workers.provisioner-url", "http://127.0.0.1:" + Ports.free()),
                Map.entry("toygres.resend.every", "off"),
                Map.entry("toygres.silence.every", "off"),
                Map.entry("toygres.keys.every", "off"),
                Map.entry("toygres.reconciliation.every", "off"),
                Map.entry("toygres.reconciliation.timeout", "5s"),
                Map.entry("toygres.webhooks.allow-http", "true"),
                Map.entry("toygres.webhooks.allowed-cidrs", "127.0.0.1/32"),
                Map.entry("toygres.webhooks.ports", "443,1024-65535"),
                Map.entry("toygres.webhooks.authorities-file", authorities().toString()),
                Map.entry("toygres.webhooks.timeout", "2s"),
                Map.entry("toygres.webhooks.per-project", "100"),
                Map.entry("toygres.webhooks.poll", "50ms"));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    /** Of a CA in the same folder, by which a test has receivers certified. */
    private static Path authorities() {
        try {
            return PrivateCa.in(Files.createTempDirectory("toygres-authorities"))
                    .certificate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(String text) {
        try {
            Path file = Files.createTempFile("toygres-api", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
