package io.toygres.e2e.secrets;

import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.LocalSystem.Cms;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Searches every table of the services' database. */
final class CmsTables {

    private static final String TABLES = """
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1""";

    private final Cms cms;

    CmsTables(Cms cms) {
        this.cms = cms;
    }

    List<String> names() throws SQLException {
        try (Connection connection = connect()) {
            return Server.rows(connection, TABLES);
        }
    }

    /** The tables with a row that shows the text; bytes are searched as hex. */
    List<String> containing(Marker marker) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect()) {
            for (String table : Server.rows(connection, TABLES)) {
                if (Server.rows(connection, "SELECT t::text FROM " + table + " AS t").stream()
                        .anyMatch(marker::isIn)) {
                    found.add(table);
                }
            }
        }
        return found;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                cms.jdbcUrl(), cms.username(), cms.password().value());
    }
}
