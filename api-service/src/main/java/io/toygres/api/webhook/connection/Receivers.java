package io.toygres.api.webhook.connection;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Where a webhook may lead. What it says when one is registered may be otherwise a moment later, so it is asked at each connection again. */
@Singleton
public class Receivers {

    /** Who registers one waits for it. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final AddressRules rules;
    private final NameLookup names;
    private final boolean allowHttp;
    private final List<Range> ports;

    private record Range(int first, int last) {

        static Range parse(String text) {
            String[] ends = text.strip().split("-", 2);
            Range range = new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
            if (range.first() < 1 || range.last() > 65_535 || range.first() > range.last()) {
                throw new IllegalArgumentException("toygres.webhooks.ports: " + text + " is no range of ports");
            }
            return range;
        }
    }

    Receivers(AddressRules rules, NameLookup names, ConnectionConfig config) {
        this.rules = rules;
        this.names = names;
        this.allowHttp = config.allowHttp();
        this.ports = config.ports().stream().map(Range::parse).toList();
    }

    /**
     * A name that has no address is fine: it may get one. What one leads to is not told.
     *
     * @param owner who asks
     * @throws ProblemException WEBHOOK_URL_REFUSED
     */
    public void check(String url, String owner) {
        try {
            address(allowed(url), owner, SHORT);
        } catch (RefusedReceiverException e) {
            throw new ProblemException(ProblemCode.WEBHOOK_URL_REFUSED, "url", e.reason());
        } catch (UnknownHostException | LookupsBusyException _) {
            // Each delivery looks again.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The parts of a URL that may be connected to, but for what its name leads to.
     *
     * @throws RefusedReceiverException whose message is for users
     */
    Receiver allowed(String url) throws RefusedReceiverException {
        Receiver receiver;
        try {
            receiver = Receiver.parse(url);
        } catch (IllegalArgumentException e) {
            throw new RefusedReceiverException("The URL " + e.getMessage() + ".");
        }
        if (!receiver.tls() && !allowHttp) {
            throw new RefusedReceiverException("The URL does not begin with https://.");
        }
        if (ports.stream().noneMatch(range -> range.first() <= receiver.port() && receiver.port() <= range.last())) {
            throw new RefusedReceiverException("Port " + receiver.port() + " may not be connected to.");
        }
        return receiver;
    }

    /**
     * The one address to connect to: the name is not looked up again. All that it has must be allowed.
     *
     * @throws UnknownHostException when it has none, or not within that time
     * @throws LookupsBusyException when it was not looked up
     */
    InetSocketAddress address(Receiver receiver, String owner, Duration within)
            throws RefusedReceiverException, UnknownHostException, LookupsBusyException, InterruptedException {
        List<InetAddress> addresses = names.addresses(receiver.host(), owner, within);
        if (!addresses.stream().allMatch(rules::allows)) {
            throw new RefusedReceiverException("The host leads to an address that may not be connected to.");
        }
        return new InetSocketAddress(addresses.getFirst(), receiver.port());
    }

    /** One that must not be connected to. */
    static final class RefusedReceiverException extends IOException {

        private final String reason;

        RefusedReceiverException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** A sentence for users. */
        String reason() {
            return reason;
        }
    }
}
