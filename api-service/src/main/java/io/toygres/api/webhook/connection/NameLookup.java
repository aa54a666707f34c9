package io.toygres.api.webhook.connection;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up within a time. Java waits for the operating system, which may take as long as a stranger's name server lets it, and a virtual
 * thread would hold its carrier for so long: so it waits on threads of their own, which nothing can interrupt.
 */
@Singleton
class NameLookup {

    private static final int THREADS = 16;
    static final int PER_OWNER = 4;

    /** An answer that is to come at all mostly comes sooner. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final LookupPlaces places = new LookupPlaces(THREADS, PER_OWNER);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());

    /**
     * All addresses of a host, which may also be an address itself.
     *
     * @param owner for whom it is looked up: each has so many look-ups at the same time
     * @throws UnknownHostException also when the time is over
     * @throws LookupsBusyException when no thread was free
     */
    List<InetAddress> addresses(String host, String owner, Duration within)
            throws UnknownHostException, LookupsBusyException, InterruptedException {
        long begin = System.nanoTime();
        if (!places.take(owner, within.compareTo(LONGEST_WAIT) < 0 ? within : LONGEST_WAIT)) {
            throw new LookupsBusyException();
        }
        Future<InetAddress[]> coming = threads.submit(() -> {
            try {
                return resolve(host);
            } finally {
                places.giveBack(owner);
            }
        });
        try {
            long left = within.toNanos() - (System.nanoTime() - begin);
            return List.of(coming.get(left, TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            var unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        }
    }

    InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }
}
