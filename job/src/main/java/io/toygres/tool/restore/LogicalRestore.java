package io.toygres.tool.restore;

import io.toygres.contract.Tolerance;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageFile;
import io.toygres.contract.job.RestoreSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.tool.image.ImageContents;
import io.toygres.tool.pipes.PipeFolder;
import io.toygres.tool.process.Team;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.restore.DatabaseLoad.Surroundings;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.server.ServerVersion;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One restore of a logical image, from the empty server to the full one. */
final class LogicalRestore {

    private final JobContext context;
    private final RestoreSpec spec;
    private final RestoreVolume volume;
    private final PrivateServer postgres;
    private final Findings findings;
    private final Team team;
    private final Reception reception;
    private final CompletableFuture<Void> created = new CompletableFuture<>();
    private final CompletableFuture<StoredGlobals> globals = new CompletableFuture<>();
    private final CompletableFuture<Workload> started = new CompletableFuture<>();
    private final List<DatabaseLoad> databases = new ArrayList<>();

    private record StoredGlobals(Archive archive, Stored stored) {}

    LogicalRestore(
            JobContext context, RestoreSpec spec, RestoreVolume volume, PrivateServer postgres, PipeFolder pipes) {
        this.context = context;
        this.spec = spec;
        this.volume = volume;
        this.postgres = postgres;
        this.findings = new Findings(context.log(), spec.toleranceOrStrict() == Tolerance.REPORT);
        this.team = new Team(this::abandon);
        this.reception = new Reception(context, spec, pipes, team);
    }

    /** What threads may be waiting for comes to an end. */
    private void abandon() {
        postgres.sessions().closeAll();
        reception.abandon();
    }

    /** What fails here because the team has failed is not told. */
    Verdict.Restored load() throws InterruptedException {
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
        reception.start();
        ImageContents image = reception.image();
        image.check(spec.kindOrLogical(), spec.postgresVersion(), ServerVersion.ask(context));
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
        postgres.setPassword("template1", context.password());
        dropAdminDatabase(workload);
        return result(image);
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
        reception.pass(new Arrivals(image, volume.waiting(), volume.data(), new Arrivals.Taker() {
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
        List<String> names = image.databases().stream().map(one -> one.name()).toList();
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
