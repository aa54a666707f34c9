package io.toygres.bench;

import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.Routes;
import io.toygres.e2e.sut.SystemUnderTest;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;

/** One backup and one restore of each kind of a database of 10 GB. What came of one kind is removed before the other begins. */
final class LargeRound {

    /** The database, its WAL, and room for indexes to be built in. */
    private static final int STORAGE_GIB = 32;

    private static final Workload WORKLOAD = Workload.LARGE;

    private final SystemUnderTest system;
    private final OurImages ours;
    private final Measured measured = new Measured(WORKLOAD.title());
    private final ImageReport report;
    private final String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);

    LargeRound(SystemUnderTest system, Results results) {
        this.system = system;
        this.ours = new OurImages(system.login());
        this.report = new ImageReport(results, WORKLOAD, measured);
    }

    void measure() throws SQLException {
        Password password = SpecialPassword.random();
        Instance source = ours.create(NewInstance.empty(name, password).withStorage(STORAGE_GIB));
        try (Routes routes = new Routes(system)) {
            Server server = Server.of(source, password, routes);
            WORKLOAD.load(server::execute);
            report.bytes("bytes of the database", databaseBytes(server));
            one(source, "logical", Task.OUR_BACKUP, Task.OUR_RESTORE);
            one(source, "physical", Task.PHYSICAL_BACKUP, Task.PHYSICAL_RESTORE);
        } finally {
            ours.remove(source.id());
        }
    }

    private static long databaseBytes(Server server) throws SQLException {
        return Long.parseLong(
                server.query(WORKLOAD.databases().getFirst(), "SELECT pg_database_size(current_database())")
                        .getFirst());
    }

    private void one(Instance source, String kind, Task backup, Task restore) {
        String copyName = name + "-" + kind;
        Image image = measured.time(backup, () -> ours.backUp(source, copyName, kind));
        Instance copy = measured.time(restore, () -> ours.restore(image, copyName));
        report.bytes("bytes of the " + kind + " image", Objects.requireNonNull(image.sizeBytes()));
        report.ours(kind + " backup", backup);
        report.ours(kind + " restore", restore);
        ours.remove(copy.id());
        ours.remove(image);
    }
}
