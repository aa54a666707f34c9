package io.toygres.e2e.hostile;

import io.toygres.e2e.postgres.Server;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One try of the probe.
 *
 * @param via what made the restore run it, such as {@code view}
 * @param what kind of try, such as {@code connect}
 */
record Try(String via, String what, String target, String outcome, String detail) {

    static final String DATABASE = "postgres";

    boolean succeeded() {
        return outcome.equals("SUCCEEDED");
    }

    /** What the probe has noted in the instance that it ran in. No DDL, which would set it off again. */
    static List<Try> of(Server server) throws SQLException {
        return server
                .query(DATABASE, "SELECT line FROM regexp_split_to_table(pg_read_file('probe.tries'), E'\\n') AS line")
                .stream()
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("\\|", -1))
                .map(field -> new Try(field[0], field[1], field[2], field[3], field[4]))
                .toList();
    }

    /** For people: a line for each. */
    static String table(List<Try> tries) {
        return tries.stream()
                .map(each -> "%-14s | %-22s | %-60s | %-9s | %s"
                        .formatted(each.via, each.what, each.target, each.outcome, each.detail))
                .collect(Collectors.joining("\n", "via            | what                   | target\n", "\n"));
    }
}
