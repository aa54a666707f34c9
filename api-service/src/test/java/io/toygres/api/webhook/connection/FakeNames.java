package io.toygres.api.webhook.connection;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The names that tests make up; besides them there are addresses alone, so that no test asks a name server. */
@Singleton
@Alternative
@Priority(1)
class FakeNames extends NameLookup {

    private final Map<String, Deque<InetAddress>> names = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> silent = new ConcurrentHashMap<>();

    /** Leads to one after the other, and to the last one from then on. */
    void put(String name, String... addresses) {
        Deque<InetAddress> each = new ArrayDeque<>();
        for (String address : addresses) {
            each.add(InetAddress.ofLiteral(address));
        }
        names.put(name, each);
    }

    /** Its name server does not answer until then. */
    void silence(String name, CountDownLatch until) {
        silent.put(name, until);
    }

    @Override
    InetAddress[] resolve(String host) throws UnknownHostException {
        CountDownLatch until = silent.get(host);
        if (until != null) {
            waitFor(until);
        }
        Deque<InetAddress> each = names.get(host);
        if (each != null) {
            synchronized (each) {
                return new InetAddress[] {each.size() > 1 ? each.removeFirst() : each.getFirst()};
            }
        }
        if (!host.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
            throw new UnknownHostException(host);
        }
        return super.resolve(host);
    }

    /** As long as it takes: nothing interrupts a look-up. */
    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
