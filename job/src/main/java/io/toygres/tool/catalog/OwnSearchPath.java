package io.toygres.tool.catalog;

/**
 * The search path of a database's own sessions, by ALTER DATABASE or ALTER ROLE ALL; ALTER SYSTEM is not looked at. A query of a table plans with the table's indexes and statistics, and so looks into SQL functions
 * that these call (https://www.postgresql.org/docs/current/xfunc-optimization.html); one that names no schema is found by that path alone.
 */
public final class OwnSearchPath {

    private static final String SETTING = """
            coalesce((SELECT pg_catalog.substr(one, 13) FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) one
              WHERE s.setrole = 0 AND one LIKE 'search_path=%' AND s.setdatabase IN
                (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
              ORDER BY s.setdatabase DESC LIMIT 1), '"$user", public')
            """;

    /** As a query, for the rest of a session. */
    public static final String USE = "SELECT pg_catalog.set_config('search_path', " + SETTING + ", false)";

    /** As a query, for the rest of a transaction or until a savepoint is gone back to. */
    public static final String USE_LOCALLY = "SELECT pg_catalog.set_config('search_path', " + SETTING + ", true)";

    private OwnSearchPath() {}
}
