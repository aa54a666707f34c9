package io.toygres.tool.server;

import io.toygres.contract.PostgresVersion;
import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Of which version the container's server is. */
public final class ServerVersion {

    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");

    private ServerVersion() {}

    /** {@code postgres (PostgreSQL) 15.18 (Debian …)} → 15 */
    public static PostgresVersion ask(JobContext context) {
        Child child = context.children().start(context.programs().find("postgres", List.of("--version"), Map.of()));
        try (var out = child.stdout()) {
            Matcher version = VERSION.matcher(new String(out.readAllBytes(), StandardCharsets.UTF_8));
            if (!version.find()) {
                throw new IllegalStateException("The container's postgres does not say its version");
            }
            return PostgresVersion.parse(version.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
