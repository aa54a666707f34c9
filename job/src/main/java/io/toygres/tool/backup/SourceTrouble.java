package io.toygres.tool.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.tool.postgres.Saying;
import io.toygres.tool.postgres.Trouble;
import io.toygres.tool.report.JobFailure;
import java.sql.SQLException;

/** What the source or a program that reads it ran into; some kinds pass when a database is begun again. */
final class SourceTrouble extends RuntimeException {

    private final Trouble kind;
    private final String line;
    private final boolean lasting;

    SourceTrouble(Trouble kind, String line) {
        this(kind, line, false);
    }

    private SourceTrouble(Trouble kind, String line, boolean lasting) {
        super(kind + ": " + line);
        this.kind = kind;
        this.line = line;
        this.lasting = lasting;
    }

    /** One that was waited for as long as anything is. */
    static SourceTrouble lasting(Trouble kind, String line) {
        return new SourceTrouble(kind, line, true);
    }

    static SourceTrouble of(SQLException e) {
        return new SourceTrouble(Trouble.of(e), Saying.line(e));
    }

    /** @param stderr what the program said */
    static SourceTrouble of(String stderr) {
        return new SourceTrouble(Trouble.of(stderr), Saying.line(stderr));
    }

    Trouble kind() {
        return kind;
    }

    /** Whether beginning the database again would be in vain. */
    boolean isLasting() {
        return lasting;
    }

    /** The reason in one line. */
    String line() {
        return line;
    }

    JobFailure asFailure() {
        return switch (kind) {
            case UNREACHABLE ->
                JobFailure.retried(ErrorCode.SOURCE_UNREACHABLE, "The source cannot be reached: " + line);
            case REFUSED -> JobFailure.terminal(ErrorCode.SOURCE_AUTH_FAILED, "The source refused the login: " + line);
            // Dropped since they were listed. The next try lists what is there then.
            case NO_SUCH_DATABASE -> JobFailure.retried(ErrorCode.DATABASE_NOT_FOUND, line);
            case CHANGED ->
                JobFailure.retried(ErrorCode.DUMP_FAILED, "The source changed while it was dumped: " + line);
            case LOCK_TIMEOUT -> JobFailure.terminal(ErrorCode.DUMP_FAILED, "A table stayed locked: " + line);
            case LOCKS_EXHAUSTED ->
                JobFailure.terminal(
                        ErrorCode.LOCKS_EXHAUSTED, line + " (max_locks_per_transaction is too small for its tables)");
            case FLOOD -> JobFailure.terminal(ErrorCode.DUMP_FAILED, "The source answers without end: " + line);
            case OTHER -> JobFailure.terminal(ErrorCode.DUMP_FAILED, "Dumping failed: " + line);
        };
    }
}
