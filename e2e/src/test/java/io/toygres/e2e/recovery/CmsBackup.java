package io.toygres.e2e.recovery;

import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.LocalSystem.Cms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What every table of the CMS held at one moment, as a dump of its database has it. */
final class CmsBackup {

    private static final String TABLES = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            + " WHERE schemaname = 'cms' AND tablename <> 'flyway_schema_history' ORDER BY 1";

    private final Cms cms;
    private final Map<String, byte[]> tables = new LinkedHashMap<>();

    private CmsBackup(Cms cms) {
        this.cms = cms;
    }

    static CmsBackup take(Cms cms) throws SQLException, IOException {
        CmsBackup backup = new CmsBackup(cms);
        try (Connection connection = connect(cms)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : Server.rows(connection, TABLES)) {
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                copy.copyOut("COPY " + table + " TO STDOUT", rows);
                backup.tables.put(table, rows.toByteArray());
            }
            connection.rollback();
        }
        return backup;
    }

    /** In one transaction, so that services that are at work see the one state or the other. */
    void restore() throws SQLException, IOException {
        try (Connection connection = connect(cms);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Rows as they were, whatever triggers say of how they may change.
            statement.execute("SET session_replication_role = replica");
            statement.execute("TRUNCATE " + String.join(", ", tables.keySet()));
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Map.Entry<String, byte[]> table : tables.entrySet()) {
                copy.copyIn("COPY " + table.getKey() + " FROM STDIN", new ByteArrayInputStream(table.getValue()));
            }
            connection.commit();
        }
    }

    private static Connection connect(Cms cms) throws SQLException {
        return DriverManager.getConnection(
                cms.jdbcUrl(), cms.username(), cms.password().value());
    }
}
