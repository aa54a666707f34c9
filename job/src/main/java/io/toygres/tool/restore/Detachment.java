package io.toygres.tool.restore;

import io.toygres.tool.report.JobContext;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.server.Sessions;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the copy of a server off from what the server itself goes on with: subscriptions, whose changes are meant for it alone, and prepared
 * transactions, which wait for a coordinator that knows it alone. A dump leaves both behind as well.
 */
final class Detachment {

    private static final String SUBSCRIPTIONS = """
            UPDATE pg_catalog.pg_subscription s SET subenabled = false FROM pg_catalog.pg_database d
            WHERE d.oid = s.subdbid AND s.subenabled RETURNING d.datname, s.subname
            """;

    private static final String PREPARED = "SELECT database, gid FROM pg_catalog.pg_prepared_xacts ORDER BY 1, 2";

    private final JobContext context;
    private final PrivateServer server;
    private final Findings findings;

    Detachment(JobContext context, PrivateServer server, Findings findings) {
        this.context = context;
        this.server = server;
        this.findings = findings;
    }

    /** @param database any that takes connections */
    void run(String database) {
        try (RawSession session = server.sessions().admin(database)) {
            session.execute("SET allow_system_table_mods = on");
            for (List<@Nullable String> row : session.query(SUBSCRIPTIONS)) {
                findings.warn(
                        text(row, 0), "subscription " + text(row, 1), "it is disabled: its changes are the source's");
            }
            for (List<@Nullable String> row : session.query(PREPARED)) {
                rollBack(text(row, 0), text(row, 1));
            }
        } catch (IOException e) {
            throw LoadFailures.of(e, "cutting the copy off", server.said(), server.data());
        }
        context.log().say("nothing of the copy goes on with what is the source's");
    }

    /** Only a session of its own database ends it. */
    private void rollBack(String database, String transaction) throws IOException {
        try (RawSession session = server.sessions().admin(database)) {
            session.execute("ROLLBACK PREPARED " + Sessions.literal(transaction));
        }
        findings.warn(database, "prepared transaction " + transaction, "it was not committed, and is rolled back");
    }

    private static String text(List<@Nullable String> row, int column) {
        return String.valueOf(row.get(column));
    }
}
