package io.toygres.tool.restore;

import io.toygres.contract.Comparison;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.tool.archive.ArchiveEntry;
import io.toygres.tool.archive.ArchiveReader;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.archive.UnreadableArchiveException;
import io.toygres.tool.process.Team;
import io.toygres.tool.replay.Contents;
import io.toygres.tool.replay.EntrySql;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.ProgressBoard.Piece;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** One database of an image: created, filled, given its indexes, analyzed and compared with the manifest. */
final class DatabaseLoad {

    /** A database that is smaller is not worth sessions side by side. */
    private static final long WORTH_HELPERS = 32L * 1024 * 1024;

    private final Surroundings around;
    private final ImageDatabase image;
    private final LinkedBlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<DataLoad> opened = new CompletableFuture<>();
    private final CountDownLatch dataLeft;
    private final AtomicLong bytesRead = new AtomicLong();

    /** What all databases of a restore share. */
    record Surroundings(
            JobContext context,
            PrivateServer server,
            Findings findings,
            Workload workload,
            ServerActivity activity,
            Comparison comparison) {}

    private record Arrived(Archive archive, Stored stored) {}

    DatabaseLoad(Surroundings around, ImageDatabase image) {
        this.around = around;
        this.image = image;
        this.dataLeft = new CountDownLatch((int) dataArchives());
    }

    private long dataArchives() {
        return image.archives().stream()
                .filter(archive -> archive.role() == Archive.Role.DATA)
                .count();
    }

    /** Takes an archive that waits until it is its turn. */
    void store(Archive archive, Stored stored) {
        arrived.add(new Arrived(archive, stored));
    }

    /** Loads an archive while it comes; waits until the tables are there. */
    void stream(Archive archive, InputStream bytes, Team team) {
        DataLoad load = team.await(opened);
        load(load, archive, bytes);
        dataLeft.countDown();
    }

    private void load(DataLoad load, Archive archive, InputStream bytes) {
        try (Unpacked unpacked = Unpacked.of(around.context(), counted(bytes), archive)) {
            ArchiveReader reader = new ArchiveReader(unpacked);
            load.load(reader);
            unpacked.finish();
        } catch (IOException e) {
            throw LoadFailures.of(
                    e,
                    "loading " + archive.file(),
                    around.server().said(),
                    around.server().data());
        }
    }

    private InputStream counted(InputStream bytes) {
        return new FilterInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                bytesRead.addAndGet(Math.max(0, read));
                return read;
            }
        };
    }

    /** Does all of it. @throws JobFailure when it can't */
    void run() throws InterruptedException {
        List<Arrived> early = new ArrayList<>();
        Arrived schema = arrived.take();
        while (schema.archive().role() == Archive.Role.DATA) {
            early.add(schema);
            schema = arrived.take();
        }
        arrived.addAll(early);
        long total = image.archives().stream().mapToLong(Archive::length).sum();
        try (Piece _ = around.context().progress().begin("load", image.name(), total, bytesRead::get, null)) {
            load(schema);
        } finally {
            schema.stored().drop();
        }
        around.context().log().say("database \"" + image.name() + "\" is loaded and holds what the image says");
    }

    private void load(Arrived schema) throws InterruptedException {
        Archive archive = schema.archive();
        try (InputStream packed = counted(schema.stored().open());
                Unpacked unpacked = Unpacked.of(around.context(), packed, archive)) {
            ArchiveReader reader = new ArchiveReader(unpacked);
            Contents contents = Contents.of(reader.entries());
            load(reader, contents, archive.role() == Archive.Role.ALL);
        } catch (IOException e) {
            throw LoadFailures.of(
                    e,
                    "loading " + archive.file() + " of database \"" + image.name() + "\"",
                    around.server().said(),
                    around.server().data());
        }
    }

    private void load(ArchiveReader reader, Contents contents, boolean holdsData)
            throws IOException, InterruptedException {
        ArchiveEntry entry = contents.database()
                .orElseThrow(() -> new UnreadableArchiveException("the archive does not say what database it is of"));
        LoadedDatabase database = new LoadedDatabase(
                around.server(),
                image,
                nameOf(entry, contents),
                contents,
                around.workload().plainMoney());
        create(entry, contents);
        Replay replay =
                new Replay(database, around.findings(), around.workload().heavy());
        try (RawSession admin = admin(contents)) {
            replay.inOrder(admin, contents.databaseProperties());
        }
        try (RawSession session = database.open()) {
            EmptyTables tables = new EmptyTables(database, around.findings());
            tables.make(session, replay);
            DelayedChecks checks =
                    DelayedChecks.takeAway(session, around.findings().isTolerant());
            EarlyIndexes early = new EarlyIndexes(reader.entries(), contents.postData());
            DataLoad data =
                    new DataLoad(database, tableNames(session, database), around.findings(), early::tableIsLoaded);
            opened.complete(data);
            if (holdsData) {
                data.loadRows(reader, contents);
            }
            loadStored(data);
            early.build(dataLeft, index -> replay.make(session, index));
            try (Piece _ = around.activity().begin(around.context().progress(), database)) {
                checks.putBack(check -> replay.check(session, check));
                finish(session, database, replay, reader.entries(), early.built(), tables);
                new ContentCheck(database, data.rows(), around.findings(), around.comparison()).run();
            }
        }
    }

    private String nameOf(ArchiveEntry entry, Contents contents) {
        return contents.encoding().equals("UTF8") || contents.encoding().equals("SQL_ASCII")
                ? entry.tag()
                : RawText.raw(image.name());
    }

    private static TableNames tableNames(RawSession session, LoadedDatabase database) throws IOException {
        if (!database.namesDiffer()) {
            return TableNames.read(session, null);
        }
        try (RawSession readable = database.openListed()) {
            return TableNames.read(session, readable);
        }
    }

    /** Those data archives that wait, in this thread; the others come by streams. */
    private void loadStored(DataLoad load) throws InterruptedException {
        long waiting = around.workload().stored(image);
        for (long i = 0; i < waiting; i++) {
            Arrived next = arrived.take();
            try (InputStream in = next.stored().open()) {
                load(load, next.archive(), in);
            } catch (IOException e) {
                throw LoadFailures.of(
                        e,
                        "loading " + next.archive().file(),
                        around.server().said(),
                        around.server().data());
            } finally {
                next.stored().drop();
            }
            dataLeft.countDown();
        }
    }

    // --- Before the data
    // -------------------------------------------------------------------------------------------------

    private void create(ArchiveEntry entry, Contents contents) throws IOException {
        try (RawSession session = admin(contents)) {
            session.execute(EntrySql.definition(entry));
            session.execute(EntrySql.owner(entry));
        } catch (SqlFailureException e) {
            throw LoadFailures.of(
                    e,
                    "creating database \"" + image.name() + "\"",
                    around.server().said(),
                    around.server().data());
        }
    }

    /** Beside the database: the names of databases are in the encoding of whoever made them. */
    private RawSession admin(Contents contents) throws IOException {
        return around.server()
                .sessions()
                .open(
                        around.workload().adminDatabase(),
                        Map.of(
                                "client_encoding",
                                contents.encoding(),
                                "standard_conforming_strings",
                                contents.standardConformingStrings()));
    }

    // --- After the data
    // --------------------------------------------------------------------------------------------------

    private void finish(
            RawSession session,
            LoadedDatabase database,
            Replay replay,
            List<ArchiveEntry> archive,
            Set<ArchiveEntry> built,
            EmptyTables tables)
            throws IOException {
        Contents contents = database.contents();
        int workers = image.sizeBytes() < WORTH_HELPERS ? 1 : around.workload().workers();
        List<ArchiveEntry> left = contents.postData().stream()
                .filter(entry -> !built.contains(entry))
                .toList();
        replay.sideBySide(session, left, archive, workers);
        replay.inOrder(session, contents.privileges());
        replay.refresh(contents.refreshes(), archive, workers);
        replay.finish();
        new Analysis(database, around.findings()).run(session, workers);
        replay.inOrder(session, contents.eventTriggers());
        tables.wakeEventTriggers(session);
        replay.finish();
    }
}
