package io.toygres.e2e.chaos;

import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.Routes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows by which an instance is known again: in it, in its images, and in what is restored from them. */
final class Marks {

    /** A server whose pod was killed is back long before. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String DATABASE = "postgres";

    private final Routes routes;

    Marks(Routes routes) {
        this.routes = routes;
    }

    /** Adds a row of the instance's own. */
    MadeInstance add(MadeInstance made) throws SQLException, InterruptedException {
        String mark = UUID.randomUUID().toString();
        String sql = """
                CREATE TABLE IF NOT EXISTS mark (mark uuid PRIMARY KEY);
                INSERT INTO mark VALUES ('%s') ON CONFLICT DO NOTHING""".formatted(mark);
        patiently(made, server -> {
            server.execute(DATABASE, sql);
            return mark;
        });
        return made.marked(mark);
    }

    /** What is wrong with the rows that the instance holds; empty when nothing is. */
    Optional<String> difference(MadeInstance made) throws SQLException, InterruptedException {
        String sql = made.marks().isEmpty()
                ? "SELECT relname FROM pg_class WHERE relname = 'mark'"
                : "SELECT mark FROM mark ORDER BY mark";
        List<String> found = patiently(made, server -> server.query(DATABASE, sql));
        List<String> expected = made.marks().stream().sorted().toList();
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of("data: instance %s (%s) holds %s, should hold %s"
                        .formatted(made.instance().name(), made.instance().id(), found, expected));
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Server server) throws SQLException;
    }

    private <T> T patiently(MadeInstance made, Work<T> work) throws SQLException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return work.on(Server.of(made.instance(), made.password(), routes));
            } catch (SQLException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }
}
