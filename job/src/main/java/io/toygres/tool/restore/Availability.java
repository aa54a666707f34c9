package io.toygres.tool.restore;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.ImageDatabase.Extension;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.image.ImageContents;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.report.JobLog;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether this container has what the image needs, asked before anything is loaded. */
final class Availability {

    private static final String VERSIONS =
            "SELECT name, version FROM pg_catalog.pg_available_extension_versions ORDER BY version";

    private final PrivateServer server;
    private final ImageContents image;
    private final JobLog log;

    Availability(PrivateServer server, ImageContents image, JobLog log) {
        this.server = server;
        this.image = image;
        this.log = log;
    }

    /** @throws JobFailure with the name of the first library or extension that is missing */
    void check() {
        try (RawSession session = server.sessions().admin("template1")) {
            checkLibraries(session);
            checkExtensions(session);
        } catch (IOException e) {
            throw LoadFailures.of(e, "looking for extensions", server.said(), server.data());
        }
    }

    /** What the source preloads may be needed by functions of its databases: it must at least be there. */
    private void checkLibraries(RawSession session) throws IOException {
        for (String library : image.result().preloadLibraries()) {
            try {
                session.execute("LOAD " + RawText.literal(RawText.raw(library)));
            } catch (SqlFailureException e) {
                if (e.state().equals("58P01")) {
                    throw JobFailure.terminal(
                            ErrorCode.EXTENSION_UNAVAILABLE,
                            "The runtime image lacks the library " + library
                                    + ", which the source preloads (shared_preload_libraries).");
                }
                // One that says that it must be preloaded is there.
            }
        }
    }

    private static Map<String, Set<String>> available(RawSession session) throws IOException {
        Map<String, Set<String>> available = new HashMap<>();
        for (List<@Nullable String> row : session.query(VERSIONS)) {
            available
                    .computeIfAbsent(RawText.readable(String.valueOf(row.get(0))), _ -> new HashSet<>())
                    .add(RawText.readable(String.valueOf(row.get(1))));
        }
        return available;
    }

    private void checkExtensions(RawSession session) throws IOException {
        Map<String, Set<String>> available;
        try {
            available = available(session);
        } catch (SqlFailureException e) {
            // One broken control file, of whatever extension. CREATE EXTENSION will tell whether it matters.
            log.say("what extensions there are cannot be listed: " + e.error().text());
            return;
        }
        for (var database : image.databases()) {
            for (Extension extension : database.extensions()) {
                Set<String> versions = available.getOrDefault(extension.name(), Set.of());
                if (!versions.contains(extension.version())) {
                    throw JobFailure.terminal(
                            ErrorCode.EXTENSION_UNAVAILABLE,
                            "The runtime image cannot install an extension of the image: %s %s (available: %s)."
                                    .formatted(
                                            extension.name(),
                                            extension.version(),
                                            versions.isEmpty()
                                                    ? "none"
                                                    : String.join(
                                                            ", ",
                                                            versions.stream()
                                                                    .sorted()
                                                                    .toList())));
                }
            }
        }
    }
}
