package io.toygres.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.e2e.sut.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's own limit for the smallest transaction that leaves something: one prepared INSERT of one row. */
final class Pgbench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private static final String TABLE = """
            CREATE SCHEMA IF NOT EXISTS bench;
            CREATE TABLE IF NOT EXISTS bench.inserted
                (id uuid PRIMARY KEY, name text NOT NULL, created_at timestamptz NOT NULL);
            TRUNCATE bench.inserted""";

    private static final String INSERT =
            "INSERT INTO bench.inserted VALUES (gen_random_uuid(), 'a-name-of-common-length', now());\n";

    private final Cms cms;

    Pgbench(Cms cms) {
        this.cms = cms;
    }

    /** Transactions a second. */
    double insertsPerSecond(int clients, Duration time) {
        cms.run(TABLE);
        try {
            Path script = Files.createTempFile("insert", ".sql");
            try {
                Files.writeString(script, INSERT);
                return tps(run(clients, time, script));
            } finally {
                Files.delete(script);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(int clients, Duration time, Path script) throws IOException {
        LocalSystem.Cms address = cms.address();
        URI server = URI.create(address.jdbcUrl().substring("jdbc:".length()));
        var process = new ProcessBuilder(List.of(
                "pgbench",
                "--no-vacuum",
                "--client=" + clients,
                "--protocol=prepared",
                "--time=" + time.toSeconds(),
                "--file=" + script,
                "--host=" + server.getHost(),
                "--port=" + server.getPort(),
                "--username=" + address.username(),
                server.getPath().substring(1)));
        process.environment().put("PGPASSWORD", address.password().value());
        process.redirectErrorStream(true);
        Process running = process.start();
        running.getOutputStream().close();
        return new String(running.getInputStream().readAllBytes(), UTF_8);
    }

    private static double tps(String output) {
        Matcher tps = TPS.matcher(output);
        if (!tps.find()) {
            throw new IllegalStateException("pgbench: " + output);
        }
        return Double.parseDouble(tps.group(1));
    }
}
