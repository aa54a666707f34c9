package io.toygres.e2e.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.toygres.e2e.api.ApiException;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.postgres.Client;
import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsSystem
final class TlsE2E {

    private static final String ENCRYPTED = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    @Test
    void psqlReachesACreatedAndARestoredInstanceByTheirNames(LoadedSource loaded) {
        for (Server server : both(loaded)) {
            assertThat(new Client(server).statement(server.connectionString("postgres"), ENCRYPTED))
                    .containsExactly("t");
        }
    }

    @Test
    void theConnectionUriAsksForTheProofAndNamesTheFile(LoadedSource loaded) {
        for (Instance instance : List.of(loaded.instance(), loaded.copy())) {
            assertThat(instance.connectionUri()).endsWith("?sslmode=verify-full&sslrootcert=toygres-ca.pem");
            assertThat(instance.address()).isNotNull();
        }
    }

    @Test
    void aServerOfAnotherCaIsRefused(LoadedSource loaded, @TempDir Path folder) throws Exception {
        Path stranger = foreignAuthority(folder);
        for (Server server : both(loaded)) {
            Server distrusted = server.trusting(stranger);
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(
                            () -> new Client(distrusted).statement(distrusted.connectionString("postgres"), "SELECT 1"))
                    .withMessageContaining("certificate verify failed");
        }
    }

    @Test
    void anotherInstanceIsRefusedUnderTheName(LoadedSource loaded) {
        Server source = loaded.server();
        Server copy = loaded.copyServer();
        Server mistaken = new Server(source.host(), copy.route(), source.authorities(), "postgres", source.password());
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> new Client(mistaken).statement(mistaken.connectionString("postgres"), "SELECT 1"))
                .withMessageContaining("does not match host name");
    }

    @Test
    void nobodyGetsInWithoutTls(LoadedSource loaded) {
        for (Server server : both(loaded)) {
            // Through a tunnel clients come from the pod's own localhost, where everybody is trusted.
            if (server.route() instanceof Route.Direct) {
                String plain = server.connectionString("postgres", "disable");
                assertThatExceptionOfType(ApiException.class)
                        .isThrownBy(() -> new Client(server).statement(plain, "SELECT 1"))
                        .withMessageContaining("no encryption");
            }
        }
    }

    @Test
    void theAuthoritiesAreForWhoeverHasALogin(Toygres toygres) {
        assertThat(toygres.api().authorities()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> toygres.anonymous().authorities())
                .withMessageContaining("401");
    }

    private static List<Server> both(LoadedSource loaded) {
        return List.of(loaded.server(), loaded.copyServer());
    }

    private static Path foreignAuthority(Path folder) throws Exception {
        Path certificate = folder.resolve("foreign.pem");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-noenc",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-subj",
                        "/CN=Foreign CA",
                        "-days",
                        "1",
                        "-keyout",
                        folder.resolve("key").toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(openssl.waitFor()).as(() -> read(folder.resolve("log"))).isZero();
        return certificate;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
