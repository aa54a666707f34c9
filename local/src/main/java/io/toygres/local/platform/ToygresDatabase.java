package io.toygres.local.platform;

import java.util.List;

/**
 * The database {@code toygres}: one schema and one login role per service, {@code cms}, {@code image} and {@code provisioner}. A role
 * sees its own schema only. The database has its name once it is whole: what an interrupted start has left is begun anew.
 */
final class ToygresDatabase {
    static final String NAME = "toygres";

    private static final List<String> ROLES = List.of("cms", "image", "provisioner");

    private static final String BEGIN = """
            DROP DATABASE IF EXISTS toygres_unfinished;
            CREATE DATABASE toygres_unfinished;
            REVOKE ALL ON DATABASE toygres_unfinished FROM PUBLIC;
            \\connect toygres_unfinished
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            """;

    private static final String FINISH = """
            \\connect postgres
            ALTER DATABASE toygres_unfinished RENAME TO toygres;
            """;

    private ToygresDatabase() {}

    static void createOnce(LocalPostgres server) {
        String found = server.psql("postgres", "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'");
        if (found.isEmpty()) {
            StringBuilder sql = new StringBuilder(BEGIN);
            ROLES.forEach(role -> sql.append(addRole(role, server.password(role))));
            server.psql("postgres", sql.append(FINISH).toString());
        }
    }

    private static String addRole(String role, String password) {
        return """
                DROP ROLE IF EXISTS %1$s;
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s';
                CREATE SCHEMA %1$s AUTHORIZATION %1$s;
                GRANT CONNECT ON DATABASE toygres_unfinished TO %1$s;
                ALTER ROLE %1$s IN DATABASE toygres_unfinished SET search_path = %1$s;
                """.formatted(role, password);
    }
}
