package io.toygres.provisioner.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.Secrets;
import io.toygres.local.process.Ports;
import io.toygres.provisioner.authority.InstanceUri;
import io.toygres.provisioner.authority.IssuedCertificate;
import io.toygres.provisioner.authority.SubjectNames;
import io.toygres.provisioner.authority.TestAuthority;
import io.toygres.provisioner.authority.TestAuthority.CaFiles;
import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.Connected;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.connection.ConnectionResult.WrongPassword;
import io.toygres.provisioner.connection.Stranger.Demand;
import io.toygres.provisioner.delete.DeleteState;
import io.toygres.provisioner.instance.InstanceState;
import io.toygres.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs in to a real server, one that names itself as an instance does. */
class PostgresLoginIT {

    private static final InstanceId INSTANCE = InstanceId.random();

    private static final CaFiles AUTHORITY = TestAuthority.make("login-ca-");

    private static LocalPostgres postgres;

    private final PostgresLogin login = login(AUTHORITY);

    @BeforeAll
    static void serve(@TempDir Path folder) {
        postgres = LocalPostgres.throwaway();
        postgres.sql("ALTER ROLE postgres SET toygres.instance_id = '" + INSTANCE + "'");
        var names = new SubjectNames(
                new TreeSet<>(Set.of("moving.toygres.test")),
                new TreeSet<>(Set.of("127.0.0.1")),
                InstanceUri.of(INSTANCE));
        IssuedCertificate issued =
                AUTHORITY.authority().current().issue("orders", names, Instant.now(), Duration.ofMinutes(10));
        Secrets.write(folder.resolve("tls.crt"), issued.certificate());
        Secrets.write(folder.resolve("tls.key"), issued.key());
        postgres.sql("ALTER SYSTEM SET ssl_cert_file = '" + folder.resolve("tls.crt") + "'");
        postgres.sql("ALTER SYSTEM SET ssl_key_file = '" + folder.resolve("tls.key") + "'");
        postgres.sql("ALTER SYSTEM SET ssl = on");
        postgres.sql("SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void connectsToTheInstanceThatItExpects() {
        assertThat(attempt(postgres.port(), password(), INSTANCE)).isEqualTo(new Connected());
    }

    @Test
    void takesNoOtherInstanceForItThatHasTheSameAddress() {
        assertThat(attempt(postgres.port(), password(), InstanceId.random()))
                .isInstanceOfSatisfying(NotYet.class, notYet -> {
                    assertThat(notYet.cause()).isEqualTo(Cause.OTHER_SERVER);
                    assertThat(notYet.detail()).contains("another instance");
                });
    }

    @Test
    void takesNoServerForItThatAnotherAuthorityVouchesFor() {
        var stranger = login(TestAuthority.make("another-ca-"));
        assertThat(cause(stranger.attempt(
                        instance(INSTANCE), address(postgres.port()), ServerProof.CERTIFICATE, password())))
                .isEqualTo(Cause.OTHER_SERVER);
    }

    @Test
    void takesNoNameForItsThatItsCertificateDoesNotHave() throws IOException {
        Files.writeString(hosts(), "127.0.0.1 other.toygres.test\n");
        assertThat(cause(attempt(named("other.toygres.test")))).isEqualTo(Cause.OTHER_SERVER);
    }

    @Test
    void knowsAnInstanceThatHasNoCertificateByWhatItAnswers() {
        assertThat(login.attempt(
                        instance(InstanceId.random()), address(postgres.port()), ServerProof.ADDRESS, password()))
                .isEqualTo(new NotYet(Cause.OTHER_SERVER, "instance " + INSTANCE + " answered"));
    }

    @Test
    void tellsAWrongPassword() {
        assertThat(attempt(postgres.port(), new Secret("wrong"), INSTANCE)).isInstanceOf(WrongPassword.class);
    }

    @Test
    void comesBackWhenNothingListens() {
        assertThat(cause(attempt(Ports.free(), password(), INSTANCE))).isEqualTo(Cause.REFUSED);
    }

    @Test
    void comesBackWhenNothingAnswers() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(cause(attempt(silent.getLocalPort(), password(), INSTANCE)))
                    .isEqualTo(Cause.TIMEOUT);
        }
    }

    @Test
    void comesBackWhenTheNameDoesNotResolve() {
        assertThat(attempt(named("no-such-name.toygres.test")))
                .isEqualTo(new NotYet(Cause.DNS, "no-such-name.toygres.test does not resolve"));
    }

    @Test
    void connectsAsSoonAsTheNameLeadsToTheInstance() throws IOException {
        Address address = named("moving.toygres.test");
        try (var stranger = Stranger.demanding(Demand.CLEARTEXT, new InetSocketAddress("127.0.0.9", postgres.port()))) {
            Files.writeString(hosts(), "127.0.0.9 moving.toygres.test\n");
            assertThat(cause(attempt(address))).isEqualTo(Cause.OTHER_SERVER);
            assertThat(stranger.given()).isEmpty();
        }
        Files.writeString(hosts(), "127.0.0.1 moving.toygres.test\n");
        assertThat(attempt(address)).isEqualTo(new Connected());
    }

    /** The DNS of this JVM, see the module's pom.xml. */
    private static Path hosts() throws IOException {
        Path file = Path.of(System.getProperty("jdk.net.hosts.file"));
        Files.createDirectories(file.getParent());
        return file;
    }

    private static Address named(String host) {
        return new Address(host, postgres.port(), List.of("127.0.0.1"));
    }

    private ConnectionResult attempt(int port, Secret password, InstanceId expected) {
        return login.attempt(instance(expected), address(port), ServerProof.CERTIFICATE, password);
    }

    private ConnectionResult attempt(Address address) {
        return login.attempt(instance(INSTANCE), address, ServerProof.CERTIFICATE, password());
    }

    private static Address address(int port) {
        return new Address("127.0.0.1", port, List.of("127.0.0.1"));
    }

    private static PostgresLogin login(CaFiles authority) {
        return new PostgresLogin(authority.authority(), Duration.ofSeconds(5));
    }

    private static InstanceState instance(InstanceId id) {
        return new DeleteState(new DeleteInstance(OperationId.random(), id, "orders"));
    }

    private static Secret password() {
        return new Secret(postgres.password("postgres"));
    }

    private static Cause cause(ConnectionResult result) {
        assertThat(result).isInstanceOf(NotYet.class);
        return ((NotYet) result).cause();
    }
}
