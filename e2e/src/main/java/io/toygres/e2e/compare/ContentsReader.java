package io.toygres.e2e.compare;

import io.toygres.e2e.postgres.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what one server holds, one database at a time. */
final class ContentsReader {

    private static final String DATABASES =
            "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY 1";

    /** Tables, partitions and materialized views that hold rows; those of extensions too. */
    private static final String TABLES = """
            SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE relkind IN ('r', 'm') AND relispopulated AND relpersistence <> 't'
              AND nspname !~ '^pg_' AND nspname <> 'information_schema'
            ORDER BY relpages DESC, 1""";

    private final Server server;

    ContentsReader(Server server) {
        this.server = server;
    }

    List<String> databases() throws SQLException {
        return server.query("postgres", DATABASES);
    }

    Contents cluster() throws SQLException {
        try (Connection connection = open("postgres")) {
            return new Contents(List.of(), facts(connection, "cluster.sql"));
        }
    }

    Contents database(String name) throws SQLException {
        try (Connection connection = open(name)) {
            List<TableContents> tables = new ArrayList<>();
            for (String table : Server.rows(connection, TABLES)) {
                tables.add(table(connection, table));
            }
            tables.sort(Comparator.comparing(TableContents::name));
            return new Contents(tables, facts(connection, "database.sql"));
        }
    }

    /** With everything that changes how a value reads as text fixed, whatever the database's settings say. */
    private Connection open(String database) throws SQLException {
        Connection connection = server.connect(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET search_path = ''; SET datestyle = 'ISO'; SET timezone = 'UTC'; SET intervalstyle = 'iso_8601';"
                            + " SET bytea_output = 'hex'; SET extra_float_digits = 1; SET row_security = off; SET statement_timeout = 0");
        }
        return connection;
    }

    private static TableContents table(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery(sumOf(table))) {
            sum.next();
            return new TableContents(table, sum.getLong(1), sum.getString(2));
        }
    }

    private static String sumOf(String table) {
        return "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM " + table + " AS t";
    }

    private static NavigableMap<String, NavigableSet<String>> facts(Connection connection, String resource)
            throws SQLException {
        NavigableMap<String, NavigableSet<String>> facts = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql(resource))) {
            while (result.next()) {
                facts.computeIfAbsent(result.getString(1), _ -> new TreeSet<>()).add(result.getString(2));
            }
        }
        return facts;
    }

    private static String sql(String resource) {
        try (InputStream in =
                Objects.requireNonNull(ContentsReader.class.getResourceAsStream("/compare/" + resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
