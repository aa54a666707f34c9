package io.toygres.tool.backup;

import io.toygres.contract.image.Archive;
import io.toygres.contract.image.Archive.Role;
import io.toygres.contract.image.Archive.TableName;
import io.toygres.tool.backup.DataShares.Share;
import io.toygres.tool.report.JobContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The programs that dump one database, all by one snapshot, and what they have dumped. */
final class DatabaseDumps {

    /** With less data than this on disk, schema and data go into one archive, and pg_dump starts once. */
    private static final long LITTLE = 32L * 1024 * 1024;

    private static final long POLL_MILLISECONDS = 200;
    private static final int POLLS_PER_LOOK = 25;

    private final JobContext context;
    private final Source source;
    private final ImageWriter image;
    private final ListedDatabase database;
    private final String stem;
    private final List<Dump> dumps = new CopyOnWriteArrayList<>();

    /** @param stem how its own blobs' names begin, such as {@code 0001} */
    DatabaseDumps(JobContext context, Source source, ImageWriter image, ListedDatabase database, String stem) {
        this.context = context;
        this.source = source;
        this.image = image;
        this.database = database;
        this.stem = stem;
    }

    /**
     * Starts all that may run at once.
     *
     * @param dataBytes on disk
     */
    void start(String snapshot, long dataBytes, DataShares shares) {
        if (dataBytes <= LITTLE) {
            dumps.add(dump(Role.ALL, ".dump.zst", dataBytes, List.of(), arguments(snapshot)));
            return;
        }
        dumps.add(dump(
                Role.SCHEMA,
                ".schema.dump.zst",
                0,
                List.of(),
                arguments(snapshot, "--section=pre-data", "--section=post-data")));
        if (source.connections().hasRoomForParallel()) {
            startData(snapshot, dataBytes, shares);
        }
    }

    /** Starts what had no room beside the first dump, once that has ended; does nothing where there was room. */
    void startRest(String snapshot, long dataBytes, DataShares shares) {
        if (dumps.size() == 1 && dumps.getFirst().isSchema()) {
            startData(snapshot, dataBytes, shares);
        }
    }

    private void startData(String snapshot, long dataBytes, DataShares shares) {
        List<String> data = arguments(snapshot, "--section=data");
        long shared = shares.others().stream().mapToLong(Share::bytes).sum();
        dumps.add(
                dump(Role.DATA, ".data.dump.zst", dataBytes - shared, List.of(), joined(data, shares.mainArguments())));
        for (Share share : shares.others()) {
            String suffix = ".data-" + dumps.size() + ".dump.zst";
            dumps.add(
                    dump(Role.DATA, suffix, share.bytes(), share.tables(), joined(data, DataShares.arguments(share))));
        }
    }

    /** In the database's own encoding: not every byte of a database that says SQL_ASCII has a place in another. */
    private List<String> arguments(String snapshot, String... sections) {
        return joined(
                List.of(
                        "--format=custom",
                        "--compress=0",
                        "--create",
                        "--encoding=" + database.encoding(),
                        "--snapshot=" + snapshot,
                        // We have the locks already: it waits only for somebody who queued for a stronger one in
                        // between.
                        "--lock-wait-timeout=10s"),
                List.of(sections));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private Dump dump(Role role, String suffix, long bytes, List<TableName> tables, List<String> arguments) {
        return new Dump(
                context,
                source.dump(database.name(), arguments),
                role,
                new ArchiveUpload(image, stem + suffix, bytes, tables),
                bytes > LITTLE);
    }

    /**
     * Waits until all that were started have ended.
     *
     * @param lookAround called now and then; may throw to end it
     */
    void await(Runnable lookAround) throws InterruptedException {
        for (Dump dump : dumps) {
            for (int poll = 1; !dump.await(POLL_MILLISECONDS); poll++) {
                image.checkUploads();
                if (poll % POLLS_PER_LOOK == 0) {
                    lookAround.run();
                }
            }
        }
    }

    /** Fails when one of them has. */
    void check() throws InterruptedException {
        image.checkUploads();
        for (Dump dump : dumps) {
            dump.await(0);
        }
    }

    /** Bytes that have been dumped so far, before compression. */
    long dumpedBytes() {
        return dumps.stream().mapToLong(Dump::dumpedBytes).sum();
    }

    /** What the programs said although they ended well. */
    List<String> warnings() {
        return dumps.stream().flatMap(dump -> dump.warnings().stream()).toList();
    }

    /** Makes them part of the image; to be called after they ended well. */
    List<Archive> commit() {
        List<Archive> archives = new ArrayList<>();
        for (Dump dump : dumps) {
            archives.add(dump.commit());
        }
        return archives;
    }

    /** Ends them, and nothing of them is in the image. */
    void abort() {
        dumps.forEach(Dump::abort);
    }
}
