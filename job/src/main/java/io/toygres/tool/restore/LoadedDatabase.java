package io.toygres.tool.restore;

import io.toygres.contract.image.ImageDatabase;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.postgres.PinnedSettings;
import io.toygres.tool.replay.Contents;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The database that is being loaded and how sessions with it are set.
 *
 * @param image what the manifest says of it
 * @param name raw, as the archive has it
 * @param contents its schema
 * @param plainMoney whether amounts of money are written as they are without a locale; otherwise in the database's own way
 */
record LoadedDatabase(PrivateServer server, ImageDatabase image, String name, Contents contents, boolean plainMoney) {

    /** A session that takes the archive's texts as they are. */
    RawSession open() throws IOException {
        return open(contents);
    }

    /** The same for another archive of the database. */
    RawSession open(Contents archive) throws IOException {
        return server.sessions().open(name, forms(archive));
    }

    /** A session as the database's own are: what is computed there comes out as in the source. */
    RawSession openAsItsOwn() throws IOException {
        return openAsItsOwn(contents);
    }

    /** The same for the values of an archive. */
    RawSession openAsItsOwn(Contents archive) throws IOException {
        return server.sessions().openAsItsOwn(name, forms(archive));
    }

    /** The forms in which an archive's texts and values are. */
    private Map<String, String> forms(Contents archive) {
        Map<String, String> forms = new HashMap<>();
        forms.put("client_encoding", archive.encoding());
        forms.put("standard_conforming_strings", archive.standardConformingStrings());
        if (plainMoney) {
            forms.put("lc_monetary", "C");
        }
        return forms;
    }

    /** A session for names as a manifest lists them: in UTF-8, or in bytes where there is no encoding. */
    RawSession openListed() throws IOException {
        return server.sessions().open(name, Map.of("client_encoding", hasEncoding() ? "UTF8" : "SQL_ASCII"));
    }

    /** The same with all else as the database's own sessions have it, but with nothing on the search path. */
    RawSession openListedAsItsOwn() throws IOException {
        RawSession session =
                server.sessions().openAsItsOwn(name, Map.of("client_encoding", hasEncoding() ? "UTF8" : "SQL_ASCII"));
        session.execute("SET search_path TO ''");
        return session;
    }

    /** The same, in which values look as they did in the backup's. */
    RawSession openPinned() throws IOException {
        Map<String, String> settings = new HashMap<>(
                PinnedSettings.of(server.sessions().version().major()).values());
        settings.put("search_path", "pg_catalog");
        settings.put("client_encoding", hasEncoding() ? "UTF8" : "SQL_ASCII");
        return server.sessions().open(name, settings);
    }

    boolean hasEncoding() {
        return !image.encoding().equals("SQL_ASCII");
    }

    /** Whether names in the archive are not those of the manifest. */
    boolean namesDiffer() {
        return hasEncoding() && !contents.encoding().equals("UTF8");
    }

    /** The search path that the database's own sessions have. */
    String useOwnSearchPath() {
        return "SET search_path TO " + contents.ownSearchPath();
    }

    /** @param what such as {@code loading TABLE DATA public.orders} */
    JobFailure failure(IOException e, String what) {
        return LoadFailures.of(e, what + " of database \"" + image.name() + "\"", server.said(), server.data());
    }

    /** As an SQL identifier. */
    String identifier() {
        return RawText.identifier(name);
    }
}
