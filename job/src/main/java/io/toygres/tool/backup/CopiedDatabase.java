package io.toygres.tool.backup;

import io.toygres.contract.image.ImageDatabase;
import io.toygres.contract.image.ImageDatabase.TableContents;
import io.toygres.tool.catalog.Catalog;
import io.toygres.tool.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a physical image says of a database: what it holds by name, and nothing that would need a lock. */
final class CopiedDatabase {

    private static final int MOST = 20;

    private static final String NOT_COUNTED = "a physical image is checked file by file";

    private static final String TABLES = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    /** A base backup leaves their rows out: https://www.postgresql.org/docs/current/protocol-replication.html (BASE_BACKUP). */
    private static final String UNLOGGED = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm', 'S') AND c.relpersistence = 'u' ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    private CopiedDatabase() {}

    static ImageDatabase of(ListedDatabase database, Session session) throws SQLException {
        return described(
                database,
                Catalog.schemas(session),
                Catalog.extensions(session),
                Catalog.objectCounts(session),
                session.rows(
                        TABLES,
                        row -> new TableContents(
                                session.readable(row.getString(1)),
                                session.readable(row.getString(2)),
                                null,
                                NOT_COUNTED,
                                null,
                                null)));
    }

    /** One that takes no connections. */
    static ImageDatabase unseen(ListedDatabase database) {
        return described(database, List.of(), List.of(), Map.of(), List.of());
    }

    private static ImageDatabase described(
            ListedDatabase database,
            List<String> schemas,
            List<ImageDatabase.Extension> extensions,
            Map<String, Long> objectCounts,
            List<TableContents> tables) {
        return new ImageDatabase(
                database.name(),
                database.owner(),
                database.encoding(),
                database.collate(),
                database.ctype(),
                database.sizeBytes(),
                schemas,
                extensions,
                objectCounts,
                tables,
                List.of());
    }

    /** What a restore will find empty, in sentences. */
    static List<String> emptied(Session session) throws SQLException {
        List<String> names = session.rows(
                UNLOGGED, row -> session.readable(row.getString(1)) + "." + session.readable(row.getString(2)));
        List<String> told = new ArrayList<>(names.stream()
                .limit(MOST)
                .map(name -> "unlogged " + name + " is in the image without its rows")
                .toList());
        if (names.size() > MOST) {
            told.add((names.size() - MOST) + " more that are unlogged are in the image without their rows");
        }
        return told;
    }
}
