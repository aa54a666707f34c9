package io.toygres.tool.postgres;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What kind of failure a server or a program of PostgreSQL's told of. */
public enum Trouble {
    /** No connection can be made, or one was lost: worth waiting for. */
    UNREACHABLE,
    /** The login was refused. */
    REFUSED,
    NO_SUCH_DATABASE,
    /** Something that was to be read is no longer there. */
    CHANGED,
    LOCK_TIMEOUT,
    /** No room for one more lock. */
    LOCKS_EXHAUSTED,
    /** More than any honest server answers. */
    FLOOD,
    OTHER;

    private static final Pattern UNREACHABLE_WORDS =
            Pattern.compile("could not translate host name|connection refused|timeout expired"
                    + "|connection timed out|no route to host|network is unreachable|connection reset|ssl syscall|server closed the connection"
                    + "|the database system is|too many clients|too many connections|remaining connection slots|terminating connection"
                    + "|connection to client lost|broken pipe|could not receive data from server|could not send data to server|no connection to the server"
                    + "|reserved for roles|connection slots are reserved"
                    + "|exceeds max_wal_senders \\(currently [1-9]|requested wal segment .* has already been removed");
    private static final Pattern REFUSED_WORDS = Pattern.compile(
            "password authentication failed|no password supplied|no pg_hba.conf entry|is not permitted to log in"
                    + "|role \".*\" does not exist|scram authentication|authentication method|server requested");
    private static final Pattern NO_DATABASE_WORDS = Pattern.compile("database \".*\" does not exist");
    private static final Pattern CHANGED_WORDS = Pattern.compile(
            "relation \".*\" does not exist|could not open relation|cache lookup failed|schema \".*\" does not exist");

    /** By the words of a program's stderr. */
    public static Trouble of(String stderr) {
        String said = Saying.lower(stderr);
        if (REFUSED_WORDS.matcher(said).find()) {
            return REFUSED;
        }
        if (NO_DATABASE_WORDS.matcher(said).find()) {
            return NO_SUCH_DATABASE;
        }
        if (CHANGED_WORDS.matcher(said).find()) {
            return CHANGED;
        }
        if (said.contains("out of shared memory")) {
            return LOCKS_EXHAUSTED;
        }
        // pg_dump bounds its waiting for locks by a statement_timeout; sessions have no other.
        if (said.contains("lock timeout")
                || said.contains("statement timeout")
                || said.contains("could not obtain lock on relation")) {
            return LOCK_TIMEOUT;
        }
        return UNREACHABLE_WORDS.matcher(said).find() ? UNREACHABLE : OTHER;
    }

    /** By the SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html. The driver has 08 codes of its own. */
    public static Trouble of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        // The driver breaks the connection off, with the SQLSTATE of a lost one.
        if (String.valueOf(e.getMessage()).startsWith("Result set exceeded maxResultBuffer")) {
            return FLOOD;
        }
        return switch (state) {
            case "28P01", "28000", "08004" -> REFUSED;
            case "3D000" -> NO_SUCH_DATABASE;
            case "42P01", "3F000" -> CHANGED;
            case "55P03" -> LOCK_TIMEOUT;
            case "53200" -> Saying.line(e).contains("shared memory") ? LOCKS_EXHAUSTED : OTHER;
            case "53300", "57P01", "57P02", "57P03", "57P05" -> UNREACHABLE;
            default -> state.startsWith("08") ? UNREACHABLE : of(Saying.line(e));
        };
    }
}
