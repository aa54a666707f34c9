package io.toygres.provisioner.connection;

import io.toygres.contract.InstanceId;
import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.connection.ConnectionResult.WrongPassword;
import io.toygres.provisioner.instance.InstanceState;
import io.toygres.secret.Secret;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** One login as role {@code postgres}, as a user would do it: driver, network, SCRAM; no pool that could answer from memory. */
final class PostgresLogin implements Login {

    /** The only way in which the password is proven; it does not show the server the password. */
    private static final String ONLY_SCRAM = "scram-sha-256";

    private final ServerProof proof;
    private final Duration timeout;

    PostgresLogin(ServerProof proof, Duration timeout) {
        this.proof = proof;
        this.timeout = timeout;
    }

    /** Looks the name up, connects, asks the server which instance it is and hangs up. */
    @Override
    public ConnectionResult attempt(InstanceState instance, Address address, Secret password) {
        return switch (Route.lookUp(address, proof)) {
            case Route.Nowhere(String detail) -> new NotYet(Cause.DNS, detail);
            case Route.Elsewhere(String detail) -> new NotYet(Cause.OTHER_SERVER, detail);
            case Route.Home(InetAddress server) ->
                judge(logIn(server.getHostAddress(), address.port(), password, instance.instanceId()));
        };
    }

    private ConnectionResult logIn(String server, int port, Secret password, InstanceId expected) {
        try (Connection connection = connect(server, port, password)) {
            return Identity.compare(expected, whoAnswers(connection));
        } catch (SQLException failure) {
            return SqlFailure.read(failure);
        }
    }

    /** Only from the instance itself a refusal says something about the password. */
    private ConnectionResult judge(ConnectionResult result) {
        boolean proven = proof == ServerProof.ADDRESS;
        return result instanceof WrongPassword(String detail) && !proven
                ? new NotYet(Cause.OTHER_SERVER, detail + ", from a server that has not proven to be this instance")
                : result;
    }

    /** To the address that was found and judged, rather than to one that the driver would look up once more. */
    private Connection connect(String server, int port, Secret password) throws SQLException {
        String url = "jdbc:postgresql://" + Address.urlHost(server) + ":" + port + "/postgres";
        Connection connection = new Driver().connect(url, login(password));
        if (connection == null) {
            throw new IllegalStateException("the PostgreSQL driver does not take its own URL");
        }
        return connection;
    }

    private Properties login(Secret password) {
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        Properties properties = new Properties();
        PGProperty.USER.set(properties, "postgres");
        PGProperty.PASSWORD.set(properties, password.reveal());
        PGProperty.REQUIRE_AUTH.set(properties, ONLY_SCRAM);
        PGProperty.APPLICATION_NAME.set(properties, "toygres-test-connection");
        // No loginTimeout: it reports a silent server like one that refuses, and these two bound every wait already.
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
        PGProperty.SSL_MODE.set(properties, "prefer");
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        return properties;
    }

    private static @Nullable String whoAnswers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Identity.QUESTION)) {
            row.next();
            return row.getString(1);
        }
    }
}
