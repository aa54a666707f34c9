package io.toygres.bench;

import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.LocalSystem.BlobStorage;
import io.toygres.e2e.sut.Routes;
import io.toygres.e2e.sut.SystemUnderTest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** Backs one source up and restores it, in turn with what that is measured beside. */
final class ImageRounds {

    private final Workload workload;
    private final Path folder;
    private final SystemUnderTest system;
    private final BlobStorage blobs;
    private final OurImages ours;
    private final Measured measured;
    private final ImageReport report;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    ImageRounds(SystemUnderTest system, Workload workload, Path folder, Results results) {
        this.system = system;
        this.workload = workload;
        this.folder = folder.resolve(workload.name().toLowerCase(Locale.ROOT));
        this.blobs = system.local().orElseThrow().blobs();
        this.ours = new OurImages(system.login());
        this.measured = new Measured(workload.title());
        this.report = new ImageReport(results, workload, measured);
    }

    void measure(int rounds) {
        Password password = SpecialPassword.random();
        Instance source = ours.create(NewInstance.empty(name(), password));
        try (Routes routes = new Routes(system)) {
            Server server = Server.of(source, password, routes);
            workload.load(server::execute);
            long logical = logical(rounds, source, server);
            report.comparison(logical, physical(rounds, source));
        } finally {
            ours.remove(source.id());
            Folders.delete(folder);
        }
    }

    /** @return bytes of the image */
    private long logical(int rounds, Instance source, Server server) {
        Azcopy azcopy = new Azcopy(blobs, folder, name());
        Recipe recipe = new Recipe(server, workload.databases(), folder, azcopy);
        long bytes = 0;
        try (RecipeJob job = new RecipeJob(system, workload.databases())) {
            for (int round = 0; round < rounds; round++) {
                bytes = logicalRound(recipe, job, source, name() + "-" + round);
                azcopy.remove();
            }
        }
        return bytes;
    }

    private long logicalRound(Recipe recipe, RecipeJob job, Instance source, String name) {
        Image image = measured.time(Task.OUR_BACKUP, () -> ours.backUp(source, name, "logical"));
        long bytes = Objects.requireNonNull(image.sizeBytes());
        measured.time(Task.RECIPES_BACKUP, recipe::backup);
        // Below what is removed after the round.
        String prefix = name() + "/job";
        measured.time(Task.RECIPES_BACKUP_JOB, () -> job.backup(image.id(), prefix));
        Instance copy = measured.time(Task.OUR_RESTORE, () -> ours.restore(image, name));
        measured.time(Task.RECIPES_RESTORE, recipe::restore);
        measured.time(Task.RECIPES_RESTORE_JOB, () -> job.restore(image.id(), prefix));
        measured.time(Task.DUMP, recipe::dumpToNowhere);
        measured.time(Task.UPLOAD, () -> recipe.uploadBytes(bytes));
        measured.time(Task.PARALLEL_RESTORE, recipe::restoreSideBySide);
        ours.remove(copy.id());
        ours.remove(image);
        return bytes;
    }

    /** @return bytes of the image */
    private long physical(int rounds, Instance source) {
        long bytes = 0;
        try (PgBackRest pgBackRest =
                PgBackRest.start(workload, blobs, folder.resolve("pgbackrest"), name() + "-pgbackrest")) {
            for (int round = 0; round < rounds; round++) {
                bytes = physicalRound(pgBackRest, source, name() + "-files-" + round);
            }
        }
        return bytes;
    }

    private long physicalRound(PgBackRest pgBackRest, Instance source, String name) {
        Image image = measured.time(Task.PHYSICAL_BACKUP, () -> ours.backUp(source, name, "physical"));
        measured.time(Task.PGBACKREST_BACKUP, pgBackRest::backup);
        Instance copy = measured.time(Task.PHYSICAL_RESTORE, () -> ours.restore(image, name));
        pgBackRest.remove(measured.time(Task.PGBACKREST_RESTORE, pgBackRest::restore));
        ours.remove(copy.id());
        ours.remove(image);
        return Objects.requireNonNull(image.sizeBytes());
    }

    private String name() {
        return "bench-" + run;
    }
}
