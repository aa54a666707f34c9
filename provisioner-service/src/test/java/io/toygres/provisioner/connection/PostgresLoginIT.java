package io.toygres.provisioner.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.process.Ports;
import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.Connected;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.connection.ConnectionResult.WrongPassword;
import io.toygres.provisioner.connection.ConnectionResult.WrongServer;
import io.toygres.provisioner.delete.DeleteState;
import io.toygres.provisioner.instance.InstanceState;
import io.toygres.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs in to a real server, one that names itself as an instance does. */
class PostgresLoginIT {

    private static final InstanceId INSTANCE = InstanceId.random();

    private static LocalPostgres postgres;

    private final PostgresLogin login = new PostgresLogin(Duration.ofSeconds(5));

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
                .isEqualTo(new WrongServer("instance " + INSTANCE + " answered"));
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
        var result = login.attempt(instance(INSTANCE), new Address("no-such-name.toygres.test", 5432), password());
        assertThat(cause(result)).isEqualTo(Cause.DNS);
    }

    private ConnectionResult attempt(int port, Secret password, InstanceId expected) {
        return login.attempt(instance(expected), new Address("127.0.0.1", port), password);
    }

    private static InstanceState instance(InstanceId id) {
        return new DeleteState(OperationId.random(), id, "orders");
    }

    private static Secret password() {
        return new Secret(postgres.password("postgres"));
    }

    private static Cause cause(ConnectionResult result) {
        assertThat(result).isInstanceOf(NotYet.class);
        return ((NotYet) result).cause();
    }
}
