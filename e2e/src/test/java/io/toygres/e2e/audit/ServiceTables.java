package io.toygres.e2e.audit;

import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.LocalSystem.Cms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The services' tables: read for what there is, and compared with each other. */
final class ServiceTables {

    private static final String INSTANCES = "SELECT id, name, status, host FROM cms.instances";

    private static final String IMAGES = "SELECT id, name, status, size_bytes, checksum FROM cms.images";

    private final Cms cms;
    private final String differences = resource("/audit/differences.sql");

    ServiceTables(Cms cms) {
        this.cms = cms;
    }

    Resources resources() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return new Resources(instances(statement), images(statement));
        }
    }

    /** One sentence for each row that does not agree with another. */
    List<String> differences() throws SQLException {
        try (Connection connection = connect()) {
            return Server.rows(connection, differences);
        }
    }

    private static Map<UUID, Resources.Instance> instances(Statement statement) throws SQLException {
        Map<UUID, Resources.Instance> instances = new HashMap<>();
        try (ResultSet row = statement.executeQuery(INSTANCES)) {
            while (row.next()) {
                instances.put(
                        row.getObject("id", UUID.class),
                        new Resources.Instance(row.getString("name"), row.getString("status"), row.getString("host")));
            }
        }
        return instances;
    }

    private static Map<UUID, Resources.Image> images(Statement statement) throws SQLException {
        Map<UUID, Resources.Image> images = new HashMap<>();
        try (ResultSet row = statement.executeQuery(IMAGES)) {
            while (row.next()) {
                images.put(
                        row.getObject("id", UUID.class),
                        new Resources.Image(
                                row.getString("name"),
                                row.getString("status"),
                                row.getObject("size_bytes", Long.class),
                                row.getString("checksum")));
            }
        }
        return images;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                cms.jdbcUrl(), cms.username(), cms.password().value());
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(ServiceTables.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
