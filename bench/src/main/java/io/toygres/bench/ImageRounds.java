package io.toygres.bench;

import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operations;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.Routes;
import io.toygres.e2e.sut.SystemUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** Backs one source up and restores it, in turn with what that is measured beside. */
final class ImageRounds {

    private static final Duration BOUND = Duration.ofHours(1);

    private final Workload workload;
    private final Path folder;
    private final Results results;
    private final SystemUnderTest system;
    private final ToygresApi api;
    private final Operations operations;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Map<What, List<Double>> seconds = new EnumMap<>(What.class);

    private enum What {
        OUR_BACKUP,
        RECIPES_BACKUP,
        RECIPES_BACKUP_JOB,
        DUMP,
        UPLOAD,
        PHYSICAL_BACKUP,
        PHYSICAL_RESTORE,
        OUR_RESTORE,
        RECIPES_RESTORE,
        RECIPES_RESTORE_JOB,
        PARALLEL_RESTORE
    }

    ImageRounds(SystemUnderTest system, Workload workload, Path folder, Results results) {
        this.system = system;
        this.workload = workload;
        this.folder = folder.resolve(workload.name().toLowerCase(java.util.Locale.ROOT));
        this.results = results;
        this.api = system.login();
        this.operations = new Operations(api);
    }

    void measure(int rounds) {
        Password password = SpecialPassword.random();
        Instance source = finish(api.create(NewInstance.empty("bench-" + run, password)));
        try (Routes routes = new Routes(system);
                RecipeJob job = new RecipeJob(system, workload.databases())) {
            Server server = Server.of(source, password, routes);
            workload.load(server);
            Azcopy azcopy = new Azcopy(system.local().orElseThrow().blobs(), folder, "bench-" + run);
            Recipe recipe = new Recipe(server, workload.databases(), folder, azcopy);
            long bytes = 0;
            for (int round = 0; round < rounds; round++) {
                bytes = round(recipe, job, source, round);
                azcopy.remove();
            }
            report(bytes);
        } finally {
            operations.awaitSuccess(api.deleteInstance(source.id()).operationId(), BOUND, _ -> {});
            Recipe.delete(folder);
        }
    }

    private long round(Recipe recipe, RecipeJob job, Instance source, int round) {
        String name = "bench-" + run + "-" + round;
        Image image = time(What.OUR_BACKUP, () -> backUp(source, name, "logical"));
        long bytes = Objects.requireNonNull(image.sizeBytes());
        time(What.RECIPES_BACKUP, recipe::backup);
        // Below what is removed after the round.
        String blobs = "bench-" + run + "/job";
        time(What.RECIPES_BACKUP_JOB, () -> job.backup(image.id(), blobs));
        Instance copy = time(What.OUR_RESTORE, () -> finish(api.create(NewInstance.restored(name, image.id()))));
        time(What.RECIPES_RESTORE, recipe::restore);
        time(What.RECIPES_RESTORE_JOB, () -> job.restore(image.id(), blobs));
        time(What.DUMP, recipe::dumpToNowhere);
        time(What.UPLOAD, () -> recipe.uploadBytes(bytes));
        time(What.PARALLEL_RESTORE, recipe::restoreSideBySide);
        remove(copy, image);
        String files = name + "-files";
        Image physical = time(What.PHYSICAL_BACKUP, () -> backUp(source, files, "physical"));
        Instance second =
                time(What.PHYSICAL_RESTORE, () -> finish(api.create(NewInstance.restored(files, physical.id()))));
        remove(second, physical);
        return bytes;
    }

    private void remove(Instance copy, Image image) {
        operations.awaitSuccess(api.deleteInstance(copy.id()).operationId(), BOUND, _ -> {});
        operations.awaitSuccess(api.deleteImage(image.id()).operationId(), BOUND, _ -> {});
    }

    private Image backUp(Instance source, String name, String kind) {
        Accepted<Image> accepted = api.create(new NewImage(name, source.id(), kind));
        operations.awaitSuccess(accepted.operationId(), BOUND, _ -> {});
        return api.image(accepted.resource().id());
    }

    private Instance finish(Accepted<Instance> accepted) {
        operations.awaitSuccess(accepted.operationId(), BOUND, _ -> {});
        return api.instance(accepted.resource().id());
    }

    private void time(What what, Runnable work) {
        time(what, () -> {
            work.run();
            return what;
        });
    }

    private <T> T time(What what, Supplier<T> work) {
        long begin = System.nanoTime();
        T made = work.get();
        double took = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%s: %s took %.1f s%n", workload.title(), what, took);
        seconds.computeIfAbsent(what, _ -> new ArrayList<>()).add(took);
        return made;
    }

    private double median(What what) {
        return Results.median(Objects.requireNonNull(seconds.get(what)));
    }

    private void report(long bytes) {
        results.add(workload.title() + ": bytes of the image", bytes / 1e6, "MB");
        double backup = median(What.OUR_BACKUP);
        Goals goals = workload.goals();
        results.add(workload.title() + ": backup, ours", backup, "s");
        beside("backup, the recipe", median(What.RECIPES_BACKUP), backup, goals.backupRecipe());
        beside("backup, the recipe as a Job", median(What.RECIPES_BACKUP_JOB), backup, goals.recipeJob());
        beside("backup, the floor", Math.max(median(What.DUMP), median(What.UPLOAD)), backup, goals.floor());
        results.add(workload.title() + ": physical backup, ours", median(What.PHYSICAL_BACKUP), "s");
        double restore = median(What.OUR_RESTORE);
        results.add(workload.title() + ": restore, ours", restore, "s");
        beside("restore, the recipe", median(What.RECIPES_RESTORE), restore, goals.restoreRecipe());
        beside("restore, the recipe as a Job", median(What.RECIPES_RESTORE_JOB), restore, goals.recipeJob());
        beside("restore, the floor", median(What.PARALLEL_RESTORE), restore, goals.floor());
        results.add(workload.title() + ": physical restore, ours", median(What.PHYSICAL_RESTORE), "s");
    }

    private void beside(String what, double seconds, double ours, double goal) {
        String beside = "s; ours takes %.2f of it".formatted(ours / seconds);
        results.add(
                workload.title() + ": " + what,
                seconds,
                goal == Goals.NONE ? beside : beside + " (goal ≤ %.2f)".formatted(goal));
    }
}
