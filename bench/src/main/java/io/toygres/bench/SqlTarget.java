package io.toygres.bench;

import java.sql.SQLException;

/** A server whose databases a workload is loaded into. */
@FunctionalInterface
interface SqlTarget {

    void execute(String database, String sql) throws SQLException;
}
