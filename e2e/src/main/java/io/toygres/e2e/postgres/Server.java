package io.toygres.e2e.postgres;

import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.sut.Route;
import io.toygres.e2e.sut.Routes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * One instance's server, with a login on it.
 *
 * @param host the DNS name that users are told
 * @param route how this machine gets there, so that nothing depends on its resolver
 * @param authorities PEM file of the CAs that may have signed its certificate
 */
public record Server(String host, Route route, Path authorities, String user, Password password) {

    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    /** The server of a running instance, as its superuser. */
    public static Server of(Instance instance, Password password, Routes routes) {
        String host = Objects.requireNonNull(instance.host(), "a running instance has a host");
        return new Server(host, routes.to(instance), routes.authorities(), "postgres", password);
    }

    public Server as(String otherUser, Password otherPassword) {
        return new Server(host, route, authorities, otherUser, otherPassword);
    }

    /** The same server, with other CAs to be trusted. */
    public Server trusting(Path others) {
        return new Server(host, route, others, user, password);
    }

    /** For psql; without the password. */
    public String connectionString(String database) {
        return connectionString(database, "verify-full") + " sslrootcert=" + quoted(authorities.toString());
    }

    /** For psql; without the password, and as strict as the mode says. */
    public String connectionString(String database, String sslMode) {
        return "host=%s hostaddr=%s port=%d user=%s dbname=%s sslmode=%s"
                .formatted(host, route.address(), route.port(), user, quoted(database), sslMode);
    }

    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("PGHOST", route.address());
        properties.setProperty("PGPORT", Integer.toString(route.port()));
        properties.setProperty("PGDBNAME", database);
        properties.setProperty("user", user);
        properties.setProperty("password", password.value());
        // Not verify-full: the driver has no hostaddr beside the host whose name it compares.
        properties.setProperty("sslmode", "verify-ca");
        properties.setProperty("sslrootcert", authorities.toString());
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("ApplicationName", "toygres-e2e");
        return DriverManager.getConnection("jdbc:postgresql://", properties);
    }

    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Every row, its columns joined by {@code |}; SQL null as {@code ∅}. */
    public List<String> query(String database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            return rows(connection, sql);
        }
    }

    /** As {@link #query}, on a connection that is already there. */
    public static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(Objects.requireNonNullElse(result.getString(column), "∅"));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    /** A value of a libpq connection string, in quotes when it needs them. */
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./-]+")
                ? value
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
