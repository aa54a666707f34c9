package io.toygres.api.webhook;

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
 * thread would hold its carrier for so long: so it waits on threads of their own.
 */
@Singleton
class NameLookup {

    private static final int THREADS = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());

    /**
     * All addresses of a host, which may also be an address itself.
     *
     * @throws UnknownHostException also when the time is over
     */
    List<InetAddress> addresses(String host, Duration within) throws UnknownHostException, InterruptedException {
        Future<InetAddress[]> coming = threads.submit(() -> InetAddress.getAllByName(host));
        try {
            return List.of(coming.get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            coming.cancel(true);
            var unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        }
    }
}
