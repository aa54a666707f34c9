package io.toygres.tool.server;

import io.toygres.contract.PostgresVersion;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.postgres.PinnedSettings;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens sessions with the private server, and ends them all at once when the work has failed. */
public final class Sessions {

    /** Row security among them: the owner of a materialized view may see some rows only, and fills it with those. */
    private static final Set<String> OF_ITS_OWN = Set.of(
            "search_path",
            "DateStyle",
            "IntervalStyle",
            "TimeZone",
            "extra_float_digits",
            "bytea_output",
            "xmloption",
            "row_security");

    private final Path socket;
    private final PostgresVersion version;
    private final Set<RawSession> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Sessions(Path folder, PostgresVersion version) {
        this.socket = folder.resolve(".s.PGSQL.5432");
        this.version = version;
    }

    public PostgresVersion version() {
        return version;
    }

    /** A session in UTF-8 for questions about the server. */
    public RawSession admin(String database) throws IOException {
        return open(database, Map.of("client_encoding", "UTF8"));
    }

    /**
     * A session that replays an archive: with pg_restore's settings, and with time-outs, zones and forms of input pinned.
     *
     * @param database raw
     * @param settings others, or other values
     */
    public RawSession open(String database, Map<String, String> settings) throws IOException {
        Map<String, String> all = pinned();
        all.putAll(settings);
        return connect(database, all);
    }

    private RawSession connect(String database, Map<String, String> all) throws IOException {
        all.put("user", "postgres");
        all.put("database", database);
        if (closed) {
            throw new IOException("no more sessions: the work has ended");
        }
        RawSession session = RawSession.open(socket, all);
        open.removeIf(RawSession::isClosed);
        open.add(session);
        if (closed) {
            session.close();
        }
        return session;
    }

    /**
     * A session as the database's own are: time-outs are off and input is taken as it is written, but everything else is as ALTER DATABASE and
     * ALTER ROLE say.
     */
    public RawSession openAsItsOwn(String database, Map<String, String> settings) throws IOException {
        Map<String, String> all = pinned();
        all.keySet().removeAll(OF_ITS_OWN);
        all.putAll(settings);
        return connect(database, all);
    }

    /** Names and values of the settings that every session has, whatever ALTER DATABASE or ALTER ROLE says. */
    private Map<String, String> pinned() {
        Map<String, String> settings =
                new LinkedHashMap<>(PinnedSettings.ofAnyForm(version.major()).values());
        settings.put("application_name", "toygres-restore");
        settings.put("check_function_bodies", "off");
        settings.put("search_path", "");
        settings.put("DateStyle", "ISO");
        settings.put("IntervalStyle", "postgres");
        settings.put("TimeZone", "UTC");
        settings.put("extra_float_digits", "3");
        settings.put("bytea_output", "hex");
        settings.put("array_nulls", "on");
        settings.put("xmloption", "content");
        settings.put("synchronous_commit", "off");
        settings.put("password_encryption", "scram-sha-256");
        return settings;
    }

    /** Every session ends; none is opened any more. */
    public void closeAll() {
        closed = true;
        open.forEach(RawSession::close);
    }

    /** The one value there must be; SQL's NULL, such as a sum over no rows, is the empty text. */
    public static String only(RawSession session, String sql) throws IOException {
        String value = session.query(sql).getFirst().getFirst();
        return value == null ? "" : value;
    }

    /** For SQL with text of ours in it. */
    public static String literal(String text) {
        return RawText.literal(RawText.raw(text));
    }
}
