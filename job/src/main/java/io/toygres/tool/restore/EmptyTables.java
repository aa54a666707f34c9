package io.toygres.tool.restore;

import io.toygres.contract.image.ImageDatabase.Extension;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes before a database's rows: schemas, extensions, types, functions, tables. */
final class EmptyTables {

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

    private void makeExtensions() throws IOException {
        if (database.image().extensions().stream().allMatch(one -> one.name().equals("plpgsql"))) {
            return;
        }
        try (RawSession session = database.openListed()) {
            for (Extension extension : database.image().extensions()) {
                if (!extension.name().equals("plpgsql")) {
                    makeExtension(session, extension);
                }
            }
        }
    }

    private void makeExtension(RawSession session, Extension extension) throws IOException {
        String name = RawText.raw(extension.name());
        try {
            session.execute("CREATE EXTENSION IF NOT EXISTS " + RawText.identifier(name) + " SCHEMA "
                    + RawText.identifier(RawText.raw(extension.schema())) + " VERSION "
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
