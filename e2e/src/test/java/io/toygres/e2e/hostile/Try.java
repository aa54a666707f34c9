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

    /** Puts what the probe has noted into the table {@code probe.tries} of the instance that it ran in, and reads it from there. */
    static List<Try> of(Server server) throws SQLException {
        server.execute(DATABASE, """
                DROP TABLE IF EXISTS probe.tries;
                CREATE TABLE probe.tries AS
                SELECT field[1] AS via, field[2] AS what, field[3] AS target, field[4] AS outcome, field[5] AS detail
                FROM regexp_split_to_table(pg_read_file('probe.tries'), E'\\n') WITH ORDINALITY AS line (text, n),
                    string_to_array(text, '|') AS field
                WHERE text <> ''
                ORDER BY n
                """);
        return server
                .query(
                        DATABASE,
                        "SELECT via || '|' || what || '|' || target || '|' || outcome || '|' || detail FROM probe.tries")
                .stream()
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
