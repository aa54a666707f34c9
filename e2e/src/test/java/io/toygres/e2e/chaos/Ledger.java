package io.toygres.e2e.chaos;

import io.toygres.e2e.api.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was asked of the system, how each of it ended, and what should not have happened; for use by many threads. */
public final class Ledger {

    /** @param cancelled whether its end was asked for */
    record Entry(Operation operation, boolean cancelled) {

        /** Such as {@code succeeded} or {@code failed UPLOAD_FAILED}. */
        String end() {
            return operation.failure() == null || operation.status().equals("cancelled")
                    ? operation.status()
                    : operation.status() + " " + operation.failure().code();
        }

        /** It did what it was asked for: it succeeded, or was cancelled by somebody. */
        boolean endedAsAsked() {
            return operation.succeeded() || (cancelled && operation.status().equals("cancelled"));
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> kills = new TreeMap<>();
    private int asked;

    synchronized void asked() {
        asked++;
    }

    synchronized void ended(Operation operation, boolean cancelled) {
        entries.add(new Entry(operation, cancelled));
    }

    synchronized void killed(String part) {
        kills.merge(part, 1, Integer::sum);
    }

    /** Something that the system did wrong, in one sentence. */
    synchronized void fault(String sentence) {
        faults.add(sentence);
    }

    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** The operations that ended in another way than they were asked to. */
    public synchronized List<String> failures() {
        return entries.stream()
                .filter(entry -> !entry.endedAsAsked())
                .map(Entry::operation)
                .map(operation -> "operation %s (%s) %s: %s"
                        .formatted(operation.id(), operation.type(), operation.status(), operation.failure()))
                .toList();
    }

    synchronized List<UUID> operations() {
        return entries.stream().map(entry -> entry.operation().id()).toList();
    }

    /** One line. */
    public synchronized String summary() {
        return "%d operations asked, %d under way, ended %s by type %s; killed %s"
                .formatted(
                        asked,
                        asked - entries.size(),
                        count(Entry::end),
                        count(entry -> entry.operation().type()),
                        kills);
    }

    private Map<String, Long> count(Function<Entry, String> by) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> Objects.requireNonNull(by.apply(entry)), TreeMap::new, Collectors.counting()));
    }
}
