package io.toygres.tool.restore;

import io.toygres.tool.archive.RawText;
import io.toygres.tool.report.ProgressBoard;
import io.toygres.tool.report.ProgressBoard.Piece;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server does in a database while it builds indexes: the size that they bring it to, and the processor time of who works in it. A
 * long sort, a check of a foreign key or a count changes no size.
 */
final class ServerActivity {

    private static final String IN_DATABASE = """
            SELECT pg_catalog.pg_database_size(d.oid), a.pid
            FROM pg_catalog.pg_database d LEFT JOIN pg_catalog.pg_stat_activity a ON a.datid = d.oid
            WHERE d.datname =
            """;

    private final PrivateServer server;
    private final String adminDatabase;
    private @Nullable RawSession session;

    ServerActivity(PrivateServer server, String adminDatabase) {
        this.server = server;
        this.adminDatabase = adminDatabase;
    }

    /** Begins to tell about a database. */
    Piece begin(ProgressBoard board, LoadedDatabase database) {
        Look look = new Look(database.name());
        return board.begin("index", database.image().name(), database.image().sizeBytes(), look::size, look::activity);
    }

    /** One look per second at most: the numbers of one line belong together. */
    private final class Look {
        private final String name;
        private long size;
        private long ticks;

        private Look(String name) {
            this.name = name;
        }

        private long size() {
            try {
                long sum = 0;
                for (List<@Nullable String> row : query(IN_DATABASE + RawText.literal(name))) {
                    size = Long.parseLong(String.valueOf(row.get(0)));
                    String pid = row.get(1);
                    sum += pid == null ? 0 : processorTime(pid);
                }
                ticks = sum;
            } catch (IOException _) {
                // The server is being stopped, or about to say what is wrong.
            }
            return size;
        }

        private long activity() {
            return ticks;
        }
    }

    private synchronized List<List<@Nullable String>> query(String sql) throws IOException {
        RawSession open = session;
        if (open == null || open.isClosed()) {
            open = server.sessions().admin(adminDatabase);
            session = open;
        }
        return open.query(sql);
    }

    /** In ticks of the kernel's clock; see proc_pid_stat(5). The program's name may hold spaces, so fields are counted behind it. */
    private static long processorTime(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException _) {
            return 0;
        }
    }
}
