package io.toygres.tool.restore;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Tolerance;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageFile;
import io.toygres.contract.job.RestoreSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.tool.image.ImageContents;
import io.toygres.tool.pipes.Lane;
import io.toygres.tool.pipes.PipeFolder;
import io.toygres.tool.process.Team;
import io.toygres.tool.report.BrokenOffException;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.restore.DatabaseLoad.Surroundings;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.server.ServerVersion;
import io.toygres.tool.wire.RawSession;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * {@code toygres-job restore}: the loader. It sees the instance's volume and Secret, and what the downloader sends; no token and no
 * credentials of Azure's, since the SQL of an image runs in it as superuser.
 */
public final class RestoreCommand implements JobCommand {

    private final Path volumeFolder;
    private final Path config;
    private final PipeFolder pipes;
    private volatile @Nullable PrivateServer server;

    public RestoreCommand() {
        this(Path.of("/pgdata"), Path.of("/etc/postgresql/postgresql.conf"), PipeFolder.ofPod());
    }

    RestoreCommand(Path volumeFolder, Path config, PipeFolder pipes) {
        this.volumeFolder = volumeFolder;
        this.config = config;
        this.pipes = pipes;
    }

    @Override
    public ErrorCode unexpected() {
        return ErrorCode.LOAD_FAILED;
    }

    @Override
    public void stop() {
        PrivateServer running = server;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public Verdict run(JobContext context) {
        RestoreSpec spec = context.spec(RestoreSpec.class);
        try (FileChannel _ = pipes.showLoader();
                RestoreVolume volume = RestoreVolume.open(volumeFolder, context.attempt(), spec)) {
            Optional<Verdict> finished = volume.finished();
            if (finished.isPresent()) {
                context.log().say("an earlier attempt has finished the restore");
            }
            Verdict verdict = finished.isPresent() ? finished.get() : restore(context, spec, volume);
            pipes.loaderDone();
            return verdict;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Verdict restore(JobContext context, RestoreSpec spec, RestoreVolume volume)
            throws InterruptedException, IOException {
        volume.prepare();
        PrivateServer made = new PrivateServer(context, spec.postgresVersion(), volume.data(), config);
        server = made;
        var work = new Work(context, spec, volume, made);
        Verdict.Restored result = work.load();
        made.stop();
        volume.mark(result);
        made.sync();
        volume.publish();
        return result;
    }

    /** One restore, from the empty server to the full one. */
    private final class Work {
        private final JobContext context;
        private final RestoreSpec spec;
        private final RestoreVolume volume;
        private final PrivateServer postgres;
        private final Findings findings;
        private final Team team;
        private final CompletableFuture<Void> created = new CompletableFuture<>();
        private final CompletableFuture<ImageContents> described = new CompletableFuture<>();
        private final CompletableFuture<Arrivals> ready = new CompletableFuture<>();
        private final CompletableFuture<StoredGlobals> globals = new CompletableFuture<>();
        private final CompletableFuture<Workload> started = new CompletableFuture<>();
        private final ConcurrentLinkedQueue<FileChannel> lanes = new ConcurrentLinkedQueue<>();
        private final List<DatabaseLoad> databases = new ArrayList<>();

        private record StoredGlobals(Archive archive, Stored stored) {}

        private Work(JobContext context, RestoreSpec spec, RestoreVolume volume, PrivateServer postgres) {
            this.context = context;
            this.spec = spec;
            this.volume = volume;
            this.postgres = postgres;
            this.findings = new Findings(context.log(), spec.toleranceOrStrict() == Tolerance.REPORT);
            this.team = new Team(this::abandon);
        }

        /** What threads may be waiting for comes to an end. */
        private void abandon() {
            postgres.sessions().closeAll();
            for (FileChannel lane : lanes) {
                try {
                    lane.close();
                } catch (IOException _) {
                    // It is closed all the same.
                }
            }
        }

        /** What fails here because the team has failed is not told. */
        private Verdict.Restored load() throws InterruptedException {
            try {
                return loadAll();
            } catch (RuntimeException e) {
                team.throwFailure();
                throw e;
            }
        }

        private Verdict.Restored loadAll() throws InterruptedException {
            team.start("initdb", () -> {
                postgres.create();
                created.complete(null);
            });
            team.start("download", this::receive);
            ImageContents image = team.await(described);
            image.checkVersion(spec.postgresVersion(), ServerVersion.ask(context));
            team.await(created);
            int workers = Workload.of(image, spec.parallelism(), "").workers();
            postgres.start(image.tables(), workers);
            Workload workload = Workload.of(image, spec.parallelism(), prepareDatabases(image));
            new Availability(postgres, image, context.log()).check();
            Globals roles = new Globals(context, postgres);
            begin(image, workload);
            StoredGlobals stored = team.await(globals);
            roles.load(stored.archive(), stored.stored());
            started.complete(workload);
            team.join();
            roles.attachSettings();
            roles.compare();
            roles.setPassword(context.password());
            dropAdminDatabase(workload);
            return result(image);
        }

        /** Takes the manifest from the first lane, then everything else from all lanes. */
        private void receive() throws InterruptedException {
            pipes.awaitDownloader();
            Thread.ofPlatform().daemon().name("downloader-watch").start(this::watchDownloader);
            for (int number = 1; number < Lane.COUNT; number++) {
                int lane = number;
                team.start("lane-" + number, () -> receive(open(lane)));
            }
            Lane.Reader first = open(0);
            try {
                described.complete(ImageContents.of(first.manifest(), spec.manifestSha256(), spec.imageId()));
            } catch (IOException _) {
                throw new BrokenOffException("the download broke off before the manifest was there");
            }
            receive(first);
        }

        private void receive(Lane.Reader lane) {
            team.await(ready).receive(lane);
        }

        private Lane.Reader open(int number) {
            try {
                FileChannel lane = pipes.readLane(number);
                lanes.add(lane);
                return new Lane.Reader(new BufferedInputStream(Channels.newInputStream(lane), 256 * 1024));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void watchDownloader() {
            try {
                pipes.awaitEndOfDownloader();
                if (lanes.size() == Lane.COUNT) {
                    return; // Each lane tells whether it came to its end.
                }
                team.start("downloader-ended", () -> {
                    throw new BrokenOffException("the download broke off");
                });
            } catch (IOException | InterruptedException e) {
                context.log().say("the downloader cannot be watched: " + e.getMessage());
            }
        }

        private void begin(ImageContents image, Workload workload) {
            var around = new Surroundings(
                    context,
                    postgres,
                    findings,
                    workload,
                    new ServerActivity(postgres, workload.adminDatabase()),
                    spec.compareOrCounts());
            image.databases().forEach(database -> databases.add(new DatabaseLoad(around, database)));
            ConcurrentLinkedQueue<DatabaseLoad> queue = new ConcurrentLinkedQueue<>(databases);
            for (int i = 0; i < Math.min(workload.workers(), databases.size()); i++) {
                team.start("database", () -> {
                    team.await(started);
                    for (DatabaseLoad next = queue.poll(); next != null; next = queue.poll()) {
                        next.run();
                    }
                });
            }
            ready.complete(new Arrivals(image, volume.waiting(), volume.data(), new Arrivals.Taker() {
                @Override
                public void store(int database, Archive archive, Stored stored) {
                    if (database < 0) {
                        globals.complete(new StoredGlobals(archive, stored));
                    } else {
                        databases.get(database).store(archive, stored);
                    }
                }

                @Override
                public void stream(int database, Archive archive, InputStream bytes) {
                    databases.get(database).stream(archive, bytes, team);
                }
            }));
        }

        /** If the image has a database of that name, it is created like any other. @return one that is none of the image's */
        private String prepareDatabases(ImageContents image) {
            List<String> names =
                    image.databases().stream().map(one -> one.name()).toList();
            try (RawSession session = postgres.sessions().admin("template1")) {
                if (names.contains("postgres")) {
                    session.execute("DROP DATABASE postgres");
                }
                if (!names.contains("template1")) {
                    return "template1";
                }
                String admin = adminName(names);
                session.execute("CREATE DATABASE " + admin + " TEMPLATE template0");
                dropTemplate1(admin, session);
                return admin;
            } catch (IOException e) {
                throw LoadFailures.of(e, "preparing the server", postgres.said(), postgres.data());
            }
        }

        private void dropTemplate1(String admin, RawSession inIt) throws IOException {
            inIt.execute("ALTER DATABASE template1 IS_TEMPLATE false");
            inIt.close();
            try (RawSession session = postgres.sessions().admin(admin)) {
                session.execute("DROP DATABASE template1 WITH (FORCE)");
            }
        }

        private static String adminName(List<String> names) {
            String name = "toygres_restore";
            while (names.contains(name)) {
                name += "_";
            }
            return name;
        }

        private void dropAdminDatabase(Workload workload) {
            if (workload.adminDatabase().equals("template1")) {
                return;
            }
            try (RawSession session = postgres.sessions().admin("template1")) {
                session.execute("DROP DATABASE " + workload.adminDatabase() + " WITH (FORCE)");
            } catch (IOException e) {
                throw LoadFailures.of(e, "removing a database of the restore's own", postgres.said(), postgres.data());
            }
        }

        private Verdict.Restored result(ImageContents image) {
            BackupResult result = image.result();
            long rows = result.databases().stream()
                    .flatMap(database -> database.tables().stream())
                    .map(table -> table.rows())
                    .mapToLong(count -> count == null ? 0 : count)
                    .sum();
            return Verdict.Restored.of(
                    result.databases().size(),
                    image.tables(),
                    rows,
                    result.files().stream().mapToLong(ImageFile::length).sum(),
                    findings.report());
        }
    }
}
