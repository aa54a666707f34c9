package io.toygres.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.api.access.CallerWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One client's stream, as https://html.spec.whatwg.org/multipage/server-sent-events.html says. Signs of life have an id as well, so that
 * a client comes back to where it was even if nothing happened that it may see.
 */
final class EventStream {

    /** How long a client rests before it comes again, in milliseconds. */
    private static final String RETRY = "retry: 2000\n";

    private final CallerWatch.Watched caller;
    private final Set<String> kinds;
    private final EventConfig config;
    private final Clock clock;

    /** @param kinds those that the client wants; none for all */
    EventStream(CallerWatch.Watched caller, Set<String> kinds, EventConfig config, Clock clock) {
        this.caller = caller;
        this.kinds = kinds;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Writes until the client has gone, may ask no more, or has been served for the longest time, or the service ends.
     *
     * @param missed whether changes were lost to the client since it was last here: it has to read everything anew
     */
    void write(ChangeFeed.Listener listener, boolean missed, OutputStream out)
            throws IOException, InterruptedException {
        Instant end = clock.instant().plus(config.longest());
        send(out, RETRY + (missed ? "event: reset\ndata: {}\n" : "") + id(listener.position()));
        Instant silent = clock.instant().plus(config.heartbeat());
        while (!listener.isOver() && clock.instant().isBefore(end)) {
            String text = text(listener.next(shorter(config.heartbeat(), caller.left())));
            if (caller.mayAskNoMore()) {
                return;
            }
            if (text.isEmpty() && clock.instant().isBefore(silent)) {
                continue;
            }
            send(out, text.isEmpty() ? id(listener.position()) : text);
            silent = clock.instant().plus(config.heartbeat());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private String text(List<Change> changes) {
        var text = new StringBuilder();
        for (Change change : changes) {
            if (caller.access().reaches(change.project()) && (kinds.isEmpty() || kinds.contains(change.kind()))) {
                text.append("event: ").append(change.kind()).append('\n');
                text.append("data: ").append(change.subject()).append('\n');
                text.append(id(change.position()));
            }
        }
        return text.toString();
    }

    private static String id(Position position) {
        return "id: " + position + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
