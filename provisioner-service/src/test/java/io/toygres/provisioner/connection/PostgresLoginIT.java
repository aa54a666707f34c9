package io.toygres.provisioner.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.process.Ports;
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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs in to a real server, one that names itself as an instance does. */
class PostgresLoginIT {

    private static final InstanceId INSTANCE = InstanceId.random();

    private static LocalPostgres postgres;

    private final PostgresLogin login = new PostgresLogin(ServerProof.ADDRESS, Duration.ofSeconds(5));

    @BeforeAll
    static void serve() {
        postgres = LocalPostgres.throwaway();
        postgres.sql("ALTER ROLE postgres SET toygres.instance_id = '" + INSTANCE + "'");
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
    void knowsAnotherInstance() {
        assertThat(attempt(postgres.port(), password(), InstanceId.random()))
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
        assertThat(login.attempt(instance(INSTANCE), named("no-such-name.toygres.test"), password()))
                .isEqualTo(new NotYet(Cause.DNS, "no-such-name.toygres.test does not resolve"));
    }

    @Test
    void connectsAsSoonAsTheNameLeadsToTheInstance() throws IOException {
        Address address = named("moving.toygres.test");
        try (var stranger = Stranger.demanding(Demand.CLEARTEXT, new InetSocketAddress("127.0.0.9", postgres.port()))) {
            Files.writeString(hosts(), "127.0.0.9 moving.toygres.test\n");
            assertThat(cause(login.attempt(instance(INSTANCE), address, password())))
                    .isEqualTo(Cause.OTHER_SERVER);
            assertThat(stranger.visits()).isZero();
        }
        Files.writeString(hosts(), "127.0.0.1 moving.toygres.test\n");
        assertThat(login.attempt(instance(INSTANCE), address, password())).isEqualTo(new Connected());
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
        return login.attempt(instance(expected), new Address("127.0.0.1", port, List.of("127.0.0.1")), password);
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
