package io.toygres.provisioner.connection;

import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.instance.InstanceState;
import io.toygres.secret.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

    private final Duration timeout;

    PostgresLogin(Duration timeout) {
        this.timeout = timeout;
    }

    /** Connects, asks the server which instance it is and hangs up. */
    @Override
    public ConnectionResult attempt(InstanceState instance, Address address, Secret password) {
        try {
            // Asked first, because the driver reports a name that does not resolve like a server that is down.
            InetAddress.getByName(address.host());
        } catch (UnknownHostException _) {
            return new NotYet(Cause.DNS, address.host() + " does not resolve");
        }
        try (Connection connection = connect(address, password)) {
            return Identity.compare(instance.instanceId(), whoAnswers(connection));
        } catch (SQLException failure) {
            return SqlFailure.read(failure);
        }
    }

    private Connection connect(Address address, Secret password) throws SQLException {
        Connection connection = new Driver()
                .connect(
                        "jdbc:postgresql://" + address.urlHost() + ":" + address.port() + "/postgres", login(password));
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
