package io.toygres.operation;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every operation that this service can run, by type and version. */
@Singleton
final class OperationCatalogue {

    private final Map<OperationKind, Planned<?>> planned = new HashMap<>();

    private final Optional<OperationEvents> events;

    private final ErrorWords words;

    private record Planned<S extends Record>(Plan<S> plan) {
        OperationAttempt attempt(LeasedRow row, RowEvents events, OperationSettings settings, ErrorWords words) {
            UnreadableOperationException reason;
            try {
                return new ReadableAttempt<>(plan, row, events, settings, words);
            } catch (IllegalArgumentException e) {
                reason = new UnreadableOperationException("its step is unknown to this release", e);
            } catch (Exception | StackOverflowError | LinkageError e) {
                reason = new UnreadableOperationException("its state can not be read by this release", e);
            }
            return new UnreadableAttempt(row, events, settings, reason);
        }
    }

    /**
     * @param events one, in a service that has operations
     * @throws IllegalStateException when two operations have the same type and version
     */
    @Inject
    OperationCatalogue(
            @All List<Operation<?>> operations, @All List<OperationEvents> events, @All List<KnownErrors> errors) {
        operations.forEach(this::add);
        this.events = events.stream().findFirst();
        this.words = new ErrorWords(errors);
    }

    private <S extends Record> void add(Operation<S> operation) {
        Plan<S> plan = operation.plan();
        for (int version = plan.since(); version <= plan.version(); version++) {
            OperationKind kind = new OperationKind(plan.type(), version);
            if (planned.put(kind, new Planned<>(plan)) != null) {
                throw new IllegalStateException("two operations are " + kind);
            }
        }
    }

    Set<OperationKind> kinds() {
        return Set.copyOf(planned.keySet());
    }

    /** @throws NoSuchElementException when this service has no operations */
    OperationEvents events() {
        return events.orElseThrow();
    }

    /** What to do with the row, whether this release can read it or not. */
    OperationAttempt attempt(LeasedRow row, OperationSettings settings) {
        var told = new RowEvents(row, events());
        @Nullable Planned<?> found = planned.get(row.kind());
        if (found == null) {
            return new UnreadableAttempt(
                    row, told, settings, new UnreadableOperationException("its plan is unknown to this release"));
        }
        return found.attempt(row, told, settings, words);
    }
}
