package io.toygres.tool.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.tool.postgres.Session;
import io.toygres.tool.postgres.Trouble;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import java.sql.SQLException;

/**
 * A replication slot that keeps the WAL of a copy on the server until the copy has it, which is at its end. It belongs to the session and goes
 * with it; a server notices within two minutes that the machine at the other end is gone.
 */
final class KeptWal {

    private static final long GIB = 1024L * 1024 * 1024;

    private static final String NOTICE_OUR_END =
            "SET tcp_keepalives_idle = 60; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 6";

    private static final String KEEP = """
            SELECT slot_name FROM pg_catalog.pg_create_physical_replication_slot('toygres_backup_' || pg_catalog.pg_backend_pid(), true, true)
            """;

    private static final String KEPT = """
            SELECT coalesce(max(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)), 0)::bigint
            FROM pg_catalog.pg_replication_slots WHERE active_pid = pg_catalog.pg_backend_pid()
            """;

    private final JobContext context;
    private final Session session;

    KeptWal(JobContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    /** A server without a free slot is copied without: if it writes much, it may have removed WAL by the time that it is asked for. */
    void begin() {
        try {
            session.execute(NOTICE_OUR_END);
            var unused = session.row(KEEP, row -> row.getString(1));
        } catch (SQLException e) {
            if (Trouble.of(e) == Trouble.UNREACHABLE) {
                throw SourceTrouble.of(e);
            }
            context.log()
                    .say("WAL is not kept for the copy, which may fail by that: "
                            + SourceTrouble.of(e).line());
        }
    }

    /**
     * What is kept fills the source's volume.
     *
     * @param bytes that the data have
     * @throws JobFailure when it has become more than the data themselves
     */
    void check(long bytes) {
        try {
            long kept = session.row(KEPT, row -> row.getLong(1));
            if (kept > Math.max(GIB, bytes)) {
                throw JobFailure.terminal(
                        ErrorCode.DUMP_FAILED,
                        "While its files were copied, the source has written " + kept / GIB
                                + " GiB of WAL, more than it has data, and may not remove it before the copy's end."
                                + " Back it up when it writes less, or make a logical image.");
            }
        } catch (SQLException e) {
            throw SourceTrouble.of(e);
        }
    }
}
