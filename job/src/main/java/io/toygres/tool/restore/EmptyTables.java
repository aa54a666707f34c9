package io.toygres.tool.restore;

import io.toygres.contract.image.ImageDatabase.Extension;
import io.toygres.tool.archive.ListedName;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What comes before a database's rows: schemas, extensions, types, functions, tables. */
final class EmptyTables {

    private static final String OF_DATABASE = """
            WHERE setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())""";

    private static final String SETTINGS =
            "SELECT setrole, setconfig FROM pg_catalog.pg_db_role_setting " + OF_DATABASE + " ORDER BY setrole";

    private final LoadedDatabase database;
    private final Findings findings;
    private final List<String> quieted = new ArrayList<>();

    EmptyTables(LoadedDatabase database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    /** Schemas, then each extension in the source's version, then what may need those. */
    void make(RawSession session, Replay replay) throws IOException {
        removeDefaults(session);
        replay.inOrder(session, database.contents().schemas());
        makeExtensions();
        quietEventTriggers(session);
        replay.inOrder(session, database.contents().preData());
    }

    /** template0 brings the schema public and the extension plpgsql; the source may have dropped them, which no archive tells. */
    private void removeDefaults(RawSession session) throws IOException {
        if (!database.image().schemas().contains("public")) {
            session.execute("DROP SCHEMA public");
        }
        if (database.image().extensions().stream().noneMatch(one -> one.name().equals("plpgsql"))) {
            session.execute("DROP EXTENSION plpgsql");
        }
    }

    /** A script may ask what the database's sessions have for a search path (postgis_topology's does, and appends its schema to it). */
    private void makeExtensions() throws IOException {
        if (database.image().extensions().stream().allMatch(one -> one.name().equals("plpgsql"))) {
            return;
        }
        try (RawSession session = database.openListedAsItsOwn()) {
            var settings = session.query(SETTINGS);
            Map<String, String> schemas = schemas(session);
            for (Extension extension : database.image().extensions()) {
                if (!extension.name().equals("plpgsql")) {
                    makeExtension(
                            session,
                            extension,
                            schemas.getOrDefault(extension.schema(), RawText.raw(extension.schema())));
                }
            }
            if (!session.query(SETTINGS).equals(settings)) {
                putBack(session, settings);
            }
        }
    }

    /** What the database has set is what the source's has, which the scripts are not to add to. */
    private static void putBack(RawSession session, List<List<@Nullable String>> settings) throws IOException {
        session.execute("SET allow_system_table_mods = on; DELETE FROM pg_catalog.pg_db_role_setting " + OF_DATABASE);
        for (List<@Nullable String> row : settings) {
            session.execute("INSERT INTO pg_catalog.pg_db_role_setting (setdatabase, setrole, setconfig) SELECT oid, "
                    + row.get(0) + ", " + RawText.literal(String.valueOf(row.get(1)))
                    + "::text[] FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()");
        }
    }

    /** A name that is in no encoding is not listed as it is. */
    private static Map<String, String> schemas(RawSession session) throws IOException {
        Map<String, String> rawByListed = new HashMap<>();
        for (List<@Nullable String> row : session.query("SELECT nspname FROM pg_catalog.pg_namespace")) {
            String raw = String.valueOf(row.getFirst());
            rawByListed.put(ListedName.of(raw), raw);
        }
        return rawByListed;
    }

    /** @param schema raw */
    private void makeExtension(RawSession session, Extension extension, String schema) throws IOException {
        String name = RawText.raw(extension.name());
        try {
            session.execute("CREATE EXTENSION IF NOT EXISTS " + RawText.identifier(name) + " SCHEMA "
                    + RawText.identifier(schema) + " VERSION "
                    + RawText.literal(RawText.raw(extension.version())));
        } catch (SqlFailureException e) {
            throw database.failure(e, "creating extension " + extension.name());
        } finally {
            findings.warn(database.image().name(), "EXTENSION " + extension.name(), session.takeWarnings());
        }
    }

    /** Event triggers of extensions are there already; they would act on what is restored. */
    private void quietEventTriggers(RawSession session) throws IOException {
        for (List<@Nullable String> row :
                session.query("SELECT evtname, evtenabled FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D'")) {
            String trigger = "ALTER EVENT TRIGGER " + RawText.identifier(String.valueOf(row.get(0)));
            session.execute(trigger + " DISABLE");
            quieted.add(trigger
                    + switch (String.valueOf(row.get(1))) {
                        case "R" -> " ENABLE REPLICA";
                        case "A" -> " ENABLE ALWAYS";
                        default -> " ENABLE";
                    });
        }
    }

    /** Gives event triggers of extensions back the state that they had. */
    void wakeEventTriggers(RawSession session) throws IOException {
        for (String enable : quieted) {
            session.execute(enable);
        }
    }
}
