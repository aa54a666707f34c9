package io.toygres.provisioner.connection;

import io.toygres.contract.InstanceId;
import io.toygres.provisioner.authority.InstallationAuthority;
import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
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

/** One login as role {@code postgres}, as a user would do it: driver, network, TLS, SCRAM; no pool that could answer from memory. */
final class PostgresLogin implements Login {

    /** The only way in which the password is proven; it does not show the server the password. */
    private static final String ONLY_SCRAM = "scram-sha-256";

    private final InstallationAuthority authority;
    private final Duration timeout;

    PostgresLogin(InstallationAuthority authority, Duration timeout) {
        this.authority = authority;
        this.timeout = timeout;
    }

    /** Looks the name up, connects, asks the server which instance it is and hangs up. */
    @Override
    public ConnectionResult attempt(InstanceState instance, Address address, ServerProof proof, Secret password) {
        return switch (Route.lookUp(address, proof)) {
            case Route.Nowhere(String detail) -> new NotYet(Cause.DNS, detail);
            case Route.Elsewhere(String detail) -> new NotYet(Cause.OTHER_SERVER, detail);
            case Route.Home(InetAddress server) -> logIn(instance.instanceId(), url(address, server, proof), password);
        };
    }

    /** A certificate proves the name; without one it is the address that was found and judged, rather than what a second look-up finds. */
    private static String url(Address address, InetAddress server, ServerProof proof) {
        return switch (proof) {
            case CERTIFICATE -> url(address.host(), address.port(), "verify-full");
            case ADDRESS -> url(server.getHostAddress(), address.port(), "disable");
        };
    }

    private static String url(String host, int port, String sslMode) {
        return "jdbc:postgresql://" + Address.urlHost(host) + ":" + port + "/postgres?sslmode=" + sslMode;
    }

    private ConnectionResult logIn(InstanceId instance, String url, Secret password) {
        try (Connection connection = connect(instance, url, password)) {
            return Identity.compare(instance, whoAnswers(connection));
        } catch (SQLException failure) {
            return SqlFailure.read(failure);
        }
    }

    private Connection connect(InstanceId instance, String url, Secret password) throws SQLException {
        Connection connection = new Driver().connect(url, login(instance, password));
        if (connection == null) {
            throw new IllegalStateException("the PostgreSQL driver does not take its own URL");
        }
        return connection;
    }

    private Properties login(InstanceId instance, Secret password) {
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        Properties properties = new Properties();
        PGProperty.USER.set(properties, "postgres");
        PGProperty.PASSWORD.set(properties, password.reveal());
        PGProperty.REQUIRE_AUTH.set(properties, ONLY_SCRAM);
        PGProperty.APPLICATION_NAME.set(properties, "toygres-test-connection");
        // No loginTimeout: it reports a silent server like one that refuses, and these two bound every wait already.
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SSL_FACTORY.set(properties, InstanceSocketFactory.class.getName());
        PGProperty.SSL_FACTORY_ARG.set(
                properties,
                InstanceSocketFactory.argument(instance, authority.current().trustedPem()));
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
