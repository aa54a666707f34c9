package io.toygres.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every operation that this service can run, by type and version. */
@Singleton
final class OperationCatalogue {

    private final Map<OperationKind, Planned<?>> planned = new HashMap<>();

    private record Planned<S extends Record>(Operation<S> operation, Plan<S> plan) {
        OperationTurn<S> turn(LeasedRow row) throws JsonProcessingException {
            return new OperationTurn<>(operation, plan, row);
        }
    }

    /** @throws IllegalStateException when two operations have the same type and version */
    @Inject
    OperationCatalogue(@All List<Operation<?>> operations) {
        operations.forEach(this::add);
    }

    private <S extends Record> void add(Operation<S> operation) {
        Plan<S> plan = operation.plan();
        Planned<?> other = planned.put(OperationKind.of(plan), new Planned<>(operation, plan));
        if (other != null) {
            throw new IllegalStateException("two operations are " + OperationKind.of(plan));
        }
    }

    Set<OperationKind> kinds() {
        return Set.copyOf(planned.keySet());
    }

    /** @throws JsonProcessingException when the row's state is not of the plan's type */
    OperationTurn<?> turn(LeasedRow row) throws JsonProcessingException {
        @Nullable Planned<?> found = planned.get(row.kind());
        if (found == null) {
            throw new IllegalArgumentException("no operation " + row.kind());
        }
        return found.turn(row);
    }
}
