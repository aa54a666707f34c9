package io.toygres.operation;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.OperationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A test operation of three steps in two phases. Each makes one thing in a world outside, and its undo removes it. */
final class TripOperation implements Operation<Trip> {

    static final List<String> PLACES = List.of("one", "two", "three");

    /** What a test has a step do instead of, or around, its usual. */
    interface Detour {
        Outcome<Trip> take(Attempt attempt, Step<Trip> usual, Trip state) throws Exception;
    }

    private final int version;
    private final Duration deadline;
    private final Map<String, Detour> detours = new ConcurrentHashMap<>();
    private final Map<String, Undo<Trip>> undoDetours = new ConcurrentHashMap<>();
    private final Set<OperationId> inside = ConcurrentHashMap.newKeySet();

    /** {@code <operation id>/<place>} of what exists in the world. */
    final Set<String> world = ConcurrentHashMap.newKeySet();
    /** Steps and undos in the order in which they began. */
    final List<String> runs = new CopyOnWriteArrayList<>();

    final AtomicInteger overlaps = new AtomicInteger();
    final AtomicInteger attempts = new AtomicInteger();

    TripOperation() {
        this(1, Duration.ofMinutes(5));
    }

    TripOperation(int version, Duration deadline) {
        this.version = version;
        this.deadline = deadline;
    }

    TripOperation detour(String step, Detour detour) {
        detours.put(step, detour);
        return this;
    }

    TripOperation undoDetour(String step, Undo<Trip> undo) {
        undoDetours.put(step, undo);
        return this;
    }

    @Override
    public Plan<Trip> plan() {
        return Plan.of("trip", version, Trip.class)
                .phase("out", deadline, ErrorCode.NOT_READY)
                .step("one", step("one"), undo("one"))
                .step("two", step("two"), undo("two"))
                .phase("back", deadline, ErrorCode.JOB_STALLED)
                .step("three", step("three"), undo("three"))
                .build();
    }

    private Step<Trip> step(String place) {
        Step<Trip> usual = (state, _) -> {
            world.add(state.operationId() + "/" + place);
            Trip visited = state.visit(place);
            return place.equals("three")
                    ? Outcome.done(visited, new ImageDeleted(state.operationId(), state.imageId()))
                    : Outcome.next(visited);
        };
        return (state, attempt) -> alone(state, () -> {
            runs.add(place);
            Detour detour = detours.get(place);
            return detour == null ? usual.run(state, attempt) : detour.take(attempt, usual, state);
        });
    }

    private Undo<Trip> undo(String place) {
        return (state, attempt) -> alone(state, () -> {
            runs.add("undo " + place);
            Undo<Trip> detour = undoDetours.get(place);
            if (detour != null) {
                return detour.run(state, attempt);
            }
            world.remove(state.operationId() + "/" + place);
            return UndoOutcome.done();
        });
    }

    private interface Work<R> {
        R run() throws Exception;
    }

    private <R> R alone(Trip state, Work<R> work) throws Exception {
        attempts.incrementAndGet();
        if (!inside.add(state.operationId())) {
            overlaps.incrementAndGet();
        }
        try {
            return work.run();
        } finally {
            inside.remove(state.operationId());
        }
    }
}
