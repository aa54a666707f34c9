package io.toygres.api.webhook;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names that tests make up; besides them there are addresses alone, so that no test asks a name server. */
@Singleton
@Alternative
@Priority(1)
class FakeNames extends NameLookup {

    private final Map<String, Deque<InetAddress>> names = new ConcurrentHashMap<>();

    /** Leads to one after the other, and to the last one from then on. */
    void put(String name, String... addresses) {
        Deque<InetAddress> each = new ArrayDeque<>();
        for (String address : addresses) {
            each.add(InetAddress.ofLiteral(address));
        }
        names.put(name, each);
    }

    @Override
    List<InetAddress> addresses(String host, Duration within) throws UnknownHostException, InterruptedException {
        Deque<InetAddress> each = names.get(host);
        if (each != null) {
            synchronized (each) {
                return List.of(each.size() > 1 ? each.removeFirst() : each.getFirst());
            }
        }
        if (!host.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
            throw new UnknownHostException(host);
        }
        return super.addresses(host, within);
    }
}
