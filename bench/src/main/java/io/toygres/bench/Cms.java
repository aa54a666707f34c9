package io.toygres.bench;

import io.toygres.e2e.sut.LocalSystem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The system's CMS, for what the API does not offer: things that are there without anybody's work. */
final class Cms implements AutoCloseable {

    /** No worker makes them: what the API has accepted is said to run, and its operation to have ended. */
    private static final String RUN_INSTANCES = """
            UPDATE operations SET status = 'succeeded', started_at = now(), finished_at = now(), command = NULL,
                command_sent_at = NULL
            WHERE type = 'create_instance' AND status = 'pending';
            UPDATE instances SET status = 'running', host = '127.0.0.1', port = 5432 WHERE status = 'creating'""";

    /** A minute apart, as a schedule would make them; each with the contents of one database. */
    private static final String ADD_IMAGES = """
            INSERT INTO images (id, name, kind, status, instance_id, image_type, postgres_version, storage_size_gb, databases,
                                source_password_encrypted, created_at)
            SELECT gen_random_uuid(), 'listed-' || n, 'logical', 'creating', i.id, i.image_type, i.postgres_version,
                   i.storage_size_gb, '{}', i.password_encrypted, now() - n * interval '1 minute'
            FROM generate_series(1, :count) n,
                 (SELECT * FROM instances WHERE status = 'running' ORDER BY id LIMIT 1) i;
            UPDATE images SET status = 'available', size_bytes = 10485760, checksum = repeat('0', 64), server_version = '15.18',
                contents = '[{"name":"postgres","size_bytes":7983919,"tables":12,"rows":104021,"large_objects":0,"extensions":[]}]',
                duration_ms = 4217, available_at = created_at
            WHERE name LIKE 'listed-%'""";

    private final LocalSystem.Cms address;
    private final Connection connection;

    Cms(LocalSystem.Cms address) {
        this.address = address;
        try {
            this.connection = DriverManager.getConnection(
                    address.jdbcUrl(), address.username(), address.password().value());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        run("SET search_path = cms");
    }

    LocalSystem.Cms address() {
        return address;
    }

    void runInstances() {
        run(RUN_INSTANCES);
    }

    void addImages(int count) {
        run(ADD_IMAGES.replace(":count", String.valueOf(count)));
        run("VACUUM (ANALYZE) images");
    }

    /** So that no run begins with another's garbage. */
    void tidy() {
        run("VACUUM (ANALYZE)");
        run("CHECKPOINT");
    }

    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
