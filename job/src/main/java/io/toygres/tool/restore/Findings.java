package io.toygres.tool.restore;

import io.toygres.contract.RestoreReport;
import io.toygres.contract.RestoreReport.Item;
import io.toygres.tool.report.JobLog;
import io.toygres.tool.wire.ServerMessage;
import java.util.ArrayList;
import java.util.List;

/** What a restore could not rebuild, or was warned of. All of it goes to the log, and as much as there is room for into the report. */
final class Findings {

    /** Kubernetes keeps 4096 bytes of a termination message; half of it is for this. */
    private static final int ROOM = 2000;

    private static final int LONGEST_REASON = 200;

    /**
     * What this server would rightly warn of is not about the load: it runs with wal_level minimal, and a restored subscription starts out
     * disconnected (postgresql.org/docs/current/logical-replication-subscription.html).
     */
    private static final List<String> OF_THE_LOAD_ITSELF = List.of(
            "wal_level is insufficient to publish",
            "tables were not subscribed",
            "subscription was created, but is not connected");

    private final JobLog log;
    private final boolean tolerant;
    private final List<Item> leftOut = new ArrayList<>();
    private final List<Item> warnings = new ArrayList<>();

    /** @param tolerant whether what can't be rebuilt may be left out, by name */
    Findings(JobLog log, boolean tolerant) {
        this.log = log;
        this.tolerant = tolerant;
    }

    boolean isTolerant() {
        return tolerant;
    }

    void leaveOut(String database, String object, String reason) {
        log.say("left out of database \"" + database + "\": " + object + ": " + reason);
        add(leftOut, database, object, reason);
    }

    void warn(String database, String object, String text) {
        log.say("warning in database \"" + database + "\": " + object + ": " + text);
        add(warnings, database, object, text);
    }

    void warn(String database, String object, List<ServerMessage> messages) {
        messages.stream()
                .map(ServerMessage::text)
                .filter(text -> OF_THE_LOAD_ITSELF.stream().noneMatch(text::contains))
                .distinct()
                .forEach(text -> warn(database, object, text));
    }

    private synchronized void add(List<Item> items, String database, String object, String reason) {
        items.add(new Item(database, cut(object), cut(reason)));
    }

    private static String cut(String text) {
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }

    synchronized boolean hasLeftOut() {
        return !leftOut.isEmpty();
    }

    /** What was left out goes before what was warned of. */
    synchronized RestoreReport report() {
        List<Item> shownLeftOut = new ArrayList<>();
        List<Item> shownWarnings = new ArrayList<>();
        int room = take(leftOut, shownLeftOut, ROOM);
        var unused = take(warnings, shownWarnings, room);
        int more = leftOut.size() + warnings.size() - shownLeftOut.size() - shownWarnings.size();
        return new RestoreReport(shownLeftOut, shownWarnings, more);
    }

    private static int take(List<Item> from, List<Item> to, int room) {
        int left = room;
        for (Item item : from) {
            int size = 60
                    + item.database().length()
                    + item.object().length()
                    + item.reason().length();
            if (size > left) {
                return left;
            }
            to.add(item);
            left -= size;
        }
        return left;
    }
}
