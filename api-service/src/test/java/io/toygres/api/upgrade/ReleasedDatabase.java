package io.toygres.api.upgrade;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.toygres.api.testing.ApiSystem;
import io.toygres.local.platform.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * In place of an empty database, one as an earlier release left it: its schema, made by its own migrations
 * ({@code released/schema}, copies that never change), and rows in every state ({@code released/rows.sql}).
 */
public final class ReleasedDatabase implements QuarkusTestResourceLifecycleManager {

    private static final String ROLE = "cms";

    private @Nullable LocalPostgres server;

    @Override
    public Map<String, String> start() {
        LocalPostgres database = LocalPostgres.throwaway();
        server = database;
        String url = database.jdbcUrl();
        String password = database.password(ROLE);
        Flyway.configure()
                .dataSource(url, ROLE, password)
                .locations("released/schema")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url, ROLE, password);
                Statement statement = connection.createStatement()) {
            statement.execute(rows());
        } catch (SQLException e) {
            throw new IllegalStateException("the earlier release's rows do not fit its schema", e);
        }
        return Map.of("toygres.database.url", database.url(), "quarkus.datasource.password", password);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** After {@link ApiSystem}, whose database it takes the place of. */
    @Override
    public int order() {
        return 1;
    }

    private static String rows() {
        try (InputStream file =
                Objects.requireNonNull(ReleasedDatabase.class.getResourceAsStream("/released/rows.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
