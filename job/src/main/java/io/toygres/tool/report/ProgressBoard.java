package io.toygres.tool.report;

import io.toygres.contract.job.WorkProgress;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells how far each piece of work is: a line per second and piece, while something of it has changed. */
public final class ProgressBoard implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final JobLog log;
    private final CopyOnWriteArrayList<Piece> pieces = new CopyOnWriteArrayList<>();
    private final Thread ticker;

    public ProgressBoard(JobLog log) {
        this.log = log;
        this.ticker = Thread.ofPlatform().daemon().name("progress").start(this::tick);
    }

    /**
     * Begins to tell about a piece of work.
     *
     * @param total bytes to do; null when not known
     * @param done bytes done so far
     * @param activity a number that changes while work is done that moves no bytes; null where there is none
     */
    public Piece begin(
            String phase,
            @Nullable String database,
            @Nullable Long total,
            LongSupplier done,
            @Nullable LongSupplier activity) {
        Piece piece = new Piece(phase, database, total, done, activity);
        pieces.add(piece);
        piece.tell();
        return piece;
    }

    private void tick() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException _) {
                return;
            }
            pieces.forEach(Piece::tell);
        }
    }

    @Override
    public void close() {
        ticker.interrupt();
    }

    /** A piece of work that is being told about until it is closed. */
    public final class Piece implements AutoCloseable {

        private final String phase;
        private final @Nullable String database;
        private final @Nullable Long total;
        private final LongSupplier done;
        private final @Nullable LongSupplier activity;
        private final long began = System.nanoTime();
        private @Nullable WorkProgress last;
        private long most;

        private Piece(
                String phase,
                @Nullable String database,
                @Nullable Long total,
                LongSupplier done,
                @Nullable LongSupplier activity) {
            this.phase = phase;
            this.database = database;
            this.total = total;
            this.done = done;
            this.activity = activity;
        }

        private synchronized void tell() {
            most = Math.max(most, done.getAsLong());
            @Nullable Long all = total == null ? null : Long.valueOf(Math.max(total, most));
            double seconds = (System.nanoTime() - began) / 1e9;
            long rate = seconds < 1 ? 0 : (long) (most / seconds);
            WorkProgress now = new WorkProgress(
                    phase,
                    database,
                    most,
                    all,
                    activity == null ? null : Long.valueOf(activity.getAsLong()),
                    rate == 0 ? null : Long.valueOf(rate),
                    all == null || rate == 0 ? null : Long.valueOf((all - most) / rate));
            WorkProgress before = last;
            boolean news = before == null
                    || before.doneBytes() != now.doneBytes()
                    || !java.util.Objects.equals(before.activity(), now.activity());
            if (news) {
                last = now;
                log.progress(now);
            }
        }

        @Override
        public void close() {
            pieces.remove(this);
        }
    }
}
