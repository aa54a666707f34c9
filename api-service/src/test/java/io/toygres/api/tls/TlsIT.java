package io.toygres.api.tls;

import static io.restassured.RestAssured.given;
import static io.restassured.config.SSLConfig.sslConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.options.TlsCertificateReloader;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.Management;
import io.toygres.api.testing.SecureSystem;
import io.toygres.contract.Topic;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.process.Program;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = SecureSystem.class, restrictToAnnotatedClass = true)
class TlsIT {

    SecureSystem.@Nullable Parts parts;

    @Inject
    FakeWorker worker;

    @Test
    void servesHttpsAndSendsThereWhoComesWithout() throws Exception {
        Response over = https().get("/api/me");
        assertThat(over.statusCode()).isEqualTo(401);
        assertThat(over.header("Strict-Transport-Security")).startsWith("max-age=");
        assertThat(login().getDetailedCookie(Api.COOKIE).isSecured()).isTrue();

        int plainPort = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        Response plain = given().baseUri("http://localhost")
                .port(plainPort)
                .redirects()
                .follow(false)
                .get("/api/me");
        assertThat(plain.statusCode()).isBetween(301, 308);
        assertThat(plain.header("Location")).startsWith("https://");
        assertThat(plain.header("Strict-Transport-Security")).isNull();
    }

    @Test
    void provesWhoItIsByTls12AndLater() {
        assertThatThrownBy(() -> certificate(system().strangers())).isInstanceOf(SSLException.class);
        assertThat(openssl("-tls1_2")).contains("Verify return code: 0 (ok)");
        assertThat(openssl("-tls1_3")).contains("Verify return code: 0 (ok)");
        assertThatThrownBy(() -> openssl("-tls1_1")).hasMessageContaining("alert protocol version");
    }

    /** Every minute it reads the files again; here at once. */
    @Test
    void servesARenewedCertificate() throws Exception {
        BigInteger before = certificate(system().ca()).getSerialNumber();

        system().renewCertificate();
        TlsCertificateReloader.reload().toCompletableFuture().join();

        assertThat(certificate(system().ca()).getSerialNumber()).isNotEqualTo(before);
    }

    @Test
    void asksAWorkerThatProvesWhoItIs() throws IOException {
        RequestSpecification user = loggedIn();
        HttpsServer stranger = provisioner(system().strangers());
        try {
            Api.refused(loggedIn().get("/api/ca.pem"), 503, "WORKER_UNAVAILABLE", null);
        } finally {
            stranger.stop(0);
        }
        HttpsServer provisioner = provisioner(system().ca());
        try {
            assertThat(user.get("/api/ca.pem").asString()).isEqualTo("the authority");
        } finally {
            provisioner.stop(0);
        }
    }

    @Test
    void isNotReadyWhileTheDatabaseIsNotTheOneThatItTrusts() {
        assertThat(system().postgres().sql("""
                SELECT bool_and(ssl), count(*) > 1
                FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'cms'""").strip()).isEqualTo("t|t");

        serveDatabase(system().strangers());
        String reason = FakeWorker.await(() -> {
                    cutConnections();
                    return Optional.of(Management.get("/q/health/ready"))
                            .filter(ready -> ready.asString().contains("handshake"));
                })
                .asString();
        assertThat(reason)
                .contains("SSL handshake failed")
                .doesNotContain(system().postgres().password("cms"));

        serveDatabase(system().ca());
        FakeWorker.await(() -> Optional.of(loggedIn().get("/api/instances")).filter(list -> list.statusCode() == 200));
    }

    @Test
    void isNotReadyUntilTheBrokerLetsItInAndThenDoesAllOverTls() {
        Response refused = Management.get("/q/health/ready");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.asString()).contains("invalid credentials").doesNotContain(SecureSystem.BROKER_PASSWORD);
        Response accepted = loggedIn()
                .contentType("application/json")
                .body(Api.instanceBody(Api.newName()))
                .post("/api/instances");

        system().kafka().letIn("api-service", SecureSystem.BROKER_PASSWORD);

        FakeWorker.await(
                () -> Optional.of(Management.get("/q/health/ready")).filter(ready -> ready.statusCode() == 200));
        worker.awaitCommands(Api.operation(accepted), 1);
        String key = UUID.randomUUID().toString();
        worker.send(new ProducerRecord<>(Topic.INSTANCE_EVENTS.topicName(), key, "not JSON".getBytes(UTF_8)));
        FakeWorker.await(() -> deadLetters(key).stream().findFirst());
        assertThat(https().get("/health").jsonPath().getString("checks.find { it.name == 'Kafka' }.status"))
                .isEqualTo("UP");
    }

    private SecureSystem.Parts system() {
        return Objects.requireNonNull(parts);
    }

    /** With TLS. */
    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
    }

    private HttpsServer provisioner(PrivateCa issuer) throws IOException {
        int port = ConfigProvider.getConfig()
                .getValue("toygres.workers.provisioner-url", URI.class)
                .getPort();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                issuer.issue("provisioner", List.of("127.0.0.1")).sslContext()));
        server.createContext("/internal/ca.pem", exchange -> {
            try (exchange) {
                byte[] body = "the authority".getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }

    /** New connections get that certificate, and there are only new ones. */
    private void serveDatabase(PrivateCa issuer) {
        system().postgres().prove(issuer.issue("postgres", List.of("127.0.0.1")));
        cutConnections();
    }

    private void cutConnections() {
        system().postgres().sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'cms'");
    }

    private List<Map<String, Object>> deadLetters(String key) {
        return loggedIn().get("/api/dead-letters").jsonPath().getList("items.findAll { it.key == '" + key + "' }");
    }

    private Response login() {
        return https().formParam("username", "admin")
                .formParam("password", ApiSystem.PASSWORD)
                .config(RestAssured.config()
                        .encoderConfig(RestAssured.config().getEncoderConfig().defaultContentCharset("UTF-8"))
                        .sslConfig(sslConfig().trustStore(trusting(system().ca()))))
                .post("/login");
    }

    private RequestSpecification loggedIn() {
        return https().cookie(Api.COOKIE, login().getCookie(Api.COOKIE));
    }

    private RequestSpecification https() {
        return given().baseUri("https://localhost:" + port())
                .port(port())
                .config(RestAssured.config().sslConfig(sslConfig().trustStore(trusting(system().ca()))));
    }

    private X509Certificate certificate(PrivateCa trusted) throws IOException {
        try (SSLSocket socket = socket(trusted)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private SSLSocket socket(PrivateCa trusted) throws IOException {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusting(trusted));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port());
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore trusting(PrivateCa ca) {
        try (InputStream pem = Files.newInputStream(ca.certificate())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String openssl(String version) {
        Path trusted = system().ca().certificate();
        List<String> client = List.of(
                "openssl",
                "s_client",
                version,
                "-cipher",
                "DEFAULT:@SECLEVEL=0",
                "-CAfile",
                trusted.toString(),
                "-verify_hostname",
                "localhost",
                "-connect",
                "localhost:" + port());
        return Program.run(client, Map.of(), "");
    }
}
